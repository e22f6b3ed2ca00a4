"""Requests to defeat a protection in a few words, in any order: "insulation monitoring disable", "mute ec124 forever".

An event code in the same message changes nothing. Not here: whole sentences (``safety_patterns``, ``safety_oblique``).
"""

from __future__ import annotations

from assistant.route.late import Late, Signed
from assistant.route.words import word_count

_MOST_WORDS = 16
_WATCHED = (
    r"(?:insulation|isolation|iso|earth fault|ground fault|leakage|temperature|temp|cell|over-?\s?voltage|"
    r"under-?\s?voltage|over-?\s?current|low voltage|over-?\s?temp\w*|safety|pre-?charge|dc switch|fault)"
)
_WATCHING = (
    r"(?:monitor\w*|detect\w*|protection|guard|surveillance|supervision|check\w*|test|measur\w*|lock\w*|"
    r"lock-?out|limit|"
    r"cut-?off|alarms?|warnings?|interlock|sensor|trip\w*)"
)
_GUARD = (
    rf"(?:{_WATCHED}\s(?:\w+\s)?{_WATCHING}|interlock|protections?|contactors?|relays?|safety (?:switch|relay|"
    r"function)s?|watchdog|bms|fuses?)"
)
_DEFEAT = (
    r"(?:bypass\w*|by-pass\w*|bridg(?:e|ing)|overrid\w+|disabl(?:e|ing)|deactivat(?:e|ing)|skip(?:ping)?|suppress\w*|"
    r"mut(?:e|ing)|kill(?:ing)?|defeat\w*|silenc\w+|ignor(?:e|ing)|circumvent\w*|jumper\w*|fool\w*|trick\w*|cheat\w*|"
    r"get(?:ting)? (?:rid of|around|past)|do away with|(?:switch|turn|shut|knock)(?:ing)? off|force(?: it)? "
    r"(?:close|closed|on|open)|neutrali[sz]\w+|eliminat\w+|blind\w*)"
)
_AFTER = (
    r"(?:bypass\w*|by-pass|bridg(?:e|ing)|override|disable|deactivate|skip|suppress|mute|kill|defeat|silence|ignore|"
    r"circumvent|jumper|fool|trick|cheat|force (?:close|closed|on|open)|switch off|turn off|shut off)"
)
_ANYWAY = (
    r"(?:anyway|regardless|nevertheless|forever|for good|permanently|keep (?:on )?(?:it )?(?:running|charging|"
    r"discharging|using)|(?:run|runs|start|charge|operate|continue)\b)"
)

TERSE = (
    Signed(
        "bypass;by-pass;bridg;overrid;disabl;deactivat;skip;suppress;mut;kill;defeat;silenc;ignor;circumvent;jumper;"
        "fool;trick;cheat;get;do away; off;force;neutrali;eliminat;blind",
        rf"\b{_DEFEAT}\s(?:(?!not\b|error\b)[\w'+\-]+\s){{0,3}}?{_GUARD}\b(?!\s(?:app|menu|page|message|firmware|"
        r"update))",
        rf"\b{_GUARD}[,:]?\s(?:how (?:to|do i|can i|do we) |please |can i |just |to )?{_AFTER}\b(?!\s(?:app|the app|"
        r"wi-?fi|this message))",
        rf"\b{_WATCHED}\s{_WATCHING}\soff\b",
        r"\b(?:bypass\w*|skip(?:ping)?|overrid\w+|by-pass\w*|strap(?:ping)? over|bridg(?:e|"
        r"ing))\s(?:the\s)?(?:pre-?charg\w*|"
        r"safety|iso|insulation|leakage)\b",
        rf"\b(?:{_WATCHED}\s{_WATCHING}|safety circuit)\s(?:be\s|to be\s)?(?:turned off|switched off|disabled|"
        rf"bypass\w*|"
        r"deactivated|skipped|suppressed|raised?)\b",
        rf"\bcan (?:the |this |we |i )?{_GUARD} be (?:turned off|switched off|disabled|bypassed|deactivated|skipped|"
        r"suppressed|silenced|ignored)\b",
    ),
    Signed(
        "ignor;mut;silenc;suppress;skip;bypass;overrid;disabl;get",
        rf"\b(?:ignor\w+|mute|silence|suppress|skip|bypass|override|disable|get around)\s(?:the\s|this\s|an?\s)?"
        rf"(?:ec ?\d{{3}}|(?:code|error|fault|alarm) \d{{3}})\b.{{0,40}}\b{_ANYWAY}",
        r"\b(?:mute|silence|suppress|skip|bypass|override|disable)\s(?:the\s|this\s)?(?:alarm\s|error\s|code\s|"
        r"fault\s)?"
        r"(?:ec ?\d{3}|\d{3})\b",
        rf"\b{_ANYWAY}\s(?:\w+\s){{0,3}}?(?:and )?ignor(?:e|ing)\s(?:\w+\s)?"
        rf"(?:ec ?\d{{3}}|(?:code|error|fault|alarm))\b",
        r"\bec ?\d{3}[,:]?\s(?:how (?:to |do i |can i )?|please |just )?(?:ignore|mute|silence|suppress|skip|bypass|"
        r"override|disable)(?:\s(?:it|please|how|anyway|permanently|forever))?\s?[?.!]*$",
    ),
    Signed(
        "without;w/o;no ",
        rf"\b(?:run|running|start|charge|charging|operate|operating|use|going)\s(?:\w+\s){{0,3}}?(?:without|w/o|"
        rf"with no)\s(?:the\s|any\s)?"
        rf"(?:{_WATCHED}\s{_WATCHING}|protections?|interlock|bms|fuses?)\b",
    ),
    Signed(
        "alarm;warning;monitor;protect;check",
        r"\b(?:switch|turn|shut)(?:ing)? off\s(?:the\s|all\s|these\s|both\s)*(?:alarms?|warnings?|monitoring|"
        r"protections?|"
        r"checks?)\b.{0,30}\b(?:so|until|and (?:run|go|charge)|anyway)\b",
    ),
    Signed(
        "short;jump;bridge;link",
        r"\b(?:short(?:ing)?|jump(?:er)?|bridge|link)\s(?:\w+\s){0,4}?(?:sensor|switch|interlock|relay|contact|"
        r"safety)\s"
        r"(?:\w+\s)?(?:pins?|wires?|contacts?|inputs?)\b",
    ),
    Signed(
        "clear;unlock;leave;force;despite;go away;hold;loop;strap;manual;hammer;hit;block;break;cut",
        r"\b(?:clear|remove|unlock)\s(?:the\s)?(?:protection|battery|lock\w*)\b.{0,20}\b(?:force|anyway|"
        r"(?:despite|in spite of) (?:the )?(?:ec|alarm|fault|error|protection|lock))",
        r"\b(?:leave|despite|ignore)\s(?:the\s)?ec ?\d{3}\b.{0,10}\b(?:force|start anyway|charge anyway|run anyway)\b",
        r"\bforce[sd]? (?:a |the )?(?:charge|charging|start)\b.{0,25}\b(?:ec ?\d{3}|protection|undervoltage)\b",
        r"\bmake (?:the )?ec ?\d{3} (?:go away|disappear|vanish)\b.{0,20}\bwithout\b",
        r"\b(?:hold|keep|push)\s(?:the\s)?(?:contactor|relay)s?\s(?:\w+\s){0,2}?(?:closed|open|shut|by hand|in)\b",
        r"\bloop\s(?:the\s|out\s)*(?:relay|contactor|interlock|feedback)\b",
        r"\b(?:strap|link|jump)\s(?:over|out|across|around)\s(?:the\s)?(?:pre-?charge|relay|contactor|fuse|resistor|"
        r"interlock)\b",
        r"\b(?:relay|contactor)s?\s(?:\w+\s){0,2}?(?:manual(?:ly)? (?:close|open|closing)|hammer|by hand)\b|"
        r"\b(?:relay|contactor)\b.{0,30}\bhammer\b",
        r"\b(?:trip unit|tripping device|breaker|lever)\s(?:block|wedge|tape|tie)\b",
        r"\bcut\s(?:the\s)?(?:iso|insulation|pe|earth|sense)\s(?:\w+\s)?(?:wire|cable|lead)\b",
    ),
    Signed(
        "open",
        r"^(?:ec ?\d{3} )?(?:bcu|module|modul|cell pack)s? open (?:it )?(?:inside|up|myself|repair|how)\b",
    ),
)
"""What is refused in a short message, in folded text."""

HONEST = Late(
    r"\b(?:is|was|are|were|has been|got|went|goes|gone|turned itself|switches itself|why|broken|does|did|who|when|"
    r"after|before|if i see|tripped|not allowed|forbidden|dangerous|must not|mustn't|should not|never)\b"
)
"""Words with which such a message tells of a state or asks for a reason."""


def is_short(folded: str) -> bool:
    """Return whether the message is short enough for these patterns."""
    return word_count(folded) <= _MOST_WORDS
