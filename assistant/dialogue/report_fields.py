"""The points of the service checklist: what section 2.10 asks for when the service team is contacted.

One source for the dialogue, the preview and all exports. Not here: answers to them (``report_state.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

REF = "2.10"
"""Where the guideline lists what the service team needs."""


class FieldKind(StrEnum):
    """What a point's answer is; decides how it is checked and what is offered."""

    TEXT = "text"
    SERIALS = "serials"
    DATE = "date"
    CHOICE = "choice"
    VOLTS = "volts"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Field:
    """One point of the checklist."""

    key: str
    """Stable: stands in stored drafts and in the JSON export."""
    group: str
    title: str
    ask: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    options: tuple[str, ...] = ()
    """Answers that one tap gives."""


_SYSTEM = (
    Field(
        "system",
        "System",
        "System",
        "Which system is it?",
        hint="Module type, modules in each tower, number of towers: “HVM+, 5 modules, 1 tower”.",
    ),
    Field(
        "bcu_serial",
        "System",
        "Serial number of the BCU",
        "What is the serial number of the BCU?",
        FieldKind.SERIALS,
        "Type it, or send a photo of the label.",
    ),
    Field(
        "module_serials",
        "System",
        "Serial numbers of affected modules",
        "What are the serial numbers of all affected modules?",
        FieldKind.SERIALS,
        "One a line, from the top; or photos of the labels.",
    ),
)
_VOLTAGES = (
    Field(
        "tower_voltage",
        "Voltages",
        "Tower voltage",
        "What is the tower voltage?",
        FieldKind.VOLTS,
        "BCU removed, measured on the topmost module. Only qualified electricians may measure.",
    ),
    Field(
        "module_voltages",
        "Voltages",
        "Voltages of all modules",
        "What are the voltages of all modules, with their serial numbers?",
        FieldKind.VOLTS,
        "One a line: serial number and voltage, from the top.",
    ),
)
_UNDERVOLTAGE = (
    Field(
        "switch",
        "Undervoltage",
        "System switch at the undervoltage",
        "What was the status of the BCU's system switch when the undervoltage happened?",
        FieldKind.CHOICE,
        options=("Tripped", "Not tripped", "Not known"),
    ),
    Field(
        "firmware",
        "Undervoltage",
        "Initial BMS firmware",
        "Which firmware version (BMS) had the battery when the undervoltage happened?",
        hint="The initial one, before any update.",
    ),
    Field(
        "shutdown",
        "Undervoltage",
        "Shutdown by the LED button",
        "Could the BCU be shut down normally by pressing the LED button?",
        FieldKind.CHOICE,
        "If the firmware was updated after the undervoltage: could it be switched off by hand before that update?",
        ("Yes", "No", "Not tried"),
    ),
)
_HISTORY = (
    Field(
        "how",
        "History",
        "How and why",
        "How and why did the system reach undervoltage, if known?",
    ),
    Field("installed", "History", "Installed", "When was the system installed?", FieldKind.DATE),
    Field("commissioned", "History", "Commissioned", "When was it commissioned?", FieldKind.DATE),
    Field(
        "happened",
        "History",
        "When it happened",
        "When did the undervoltage happen, and in which circumstances?",
        FieldKind.DATE,
    ),
    Field(
        "never_ran",
        "History",
        "Running before?",
        "Has the battery been running before?",
        FieldKind.CHOICE,
        "Never: why did it never work, and in what status was it left (on / off / LED)?",
        ("Yes, it ran before", "No, never"),
    ),
    Field(
        "done",
        "History",
        "Codes and checks so far",
        "Which event codes were shown, and what was checked already?",
        hint="The guideline does not ask for it, but it saves the service team a question.",
    ),
)
_INVERTER = (
    Field("inverter", "Inverter", "Inverter model", "Which inverter model is it?"),
    Field(
        "inverter_serial",
        "Inverter",
        "Serial number of the inverter",
        "What is the inverter's serial number?",
        FieldKind.SERIALS,
    ),
    Field(
        "portal",
        "Inverter",
        "Access to the inverter portal",
        "Under which name is the system in the inverter portal, and is access given?",
        FieldKind.CHOICE,
        "Add info@eft-systems.de in the portal, and write the system's name here.",
        ("Access not given yet", "There is no portal"),
    ),
)
_FILES = (
    Field("inverter_logs", "Files", "Inverter logs", "Send the inverter's logs.", FieldKind.FILES),
    Field(
        "logs",
        "Files",
        "Battery logs",
        "Send the battery's logs, if possible.",
        FieldKind.FILES,
        "From BYD ENERGY CLOUD (2.8), with an installer's or service account.",
    ),
    Field(
        "screenshots",
        "Files",
        "Screenshots of the cell voltages",
        "Send app screenshots that show the cell voltages, if possible.",
        FieldKind.FILES,
    ),
    Field(
        "photos",
        "Files",
        "Other photos and files",
        "Anything else to show? Send photos or files.",
        FieldKind.FILES,
    ),
)
FIELDS: tuple[Field, ...] = (*_SYSTEM, *_VOLTAGES, *_UNDERVOLTAGE, *_HISTORY, *_INVERTER, *_FILES)
"""All points in the order in which they are asked for."""
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
OPTIONAL = frozenset({"photos", "done"})
"""Points that are not missing where they are empty: the guideline does not ask for them."""


def number_of(key: str) -> int:
    """Return a point's number in the list, from 1."""
    return next(number for number, field in enumerate(FIELDS, 1) if field.key == key)
