"""Dangerous requests in roundabout words: intent, part and means stand apart in the message.

Each pattern needs the means or the intent beside the part, so that honest questions about the same part pass. They run
on text whose lay words are plain (``lay``). Not here: direct wordings (``safety_patterns``).
"""

from __future__ import annotations

from assistant.route.late import Signed

_LIVE = (
    r"(?:(?:while|with|when|as)\s(?:\w+\s){0,4}?(?:on\b|running|live|in operation|under load|feeds|"
    r"supplies|gives current|charging|"
    r"discharging|energi[sz]ed|delivers)|without (?:first )?(?:shutting|switching|powering|turning)|"
    r"\binverter (?:is )?(?:still )?(?:running|"
    r"feeds|in operation)|\blive\b|nobody here wants to power it down|under load|voltage on)"
)
_HANDLE = (
    r"(?:pull\w*|lift\w*|unscrew\w*|unplug\w*|replug\w*|clamp\w*|cut\w*|loosen\w*|disconnect\w*|"
    r"connect\w*|put|take|swap\w*|remov\w*|"
    r"work\w*|measur\w*|extra)"
)
_PART = r"(?:modul\w*|bcu|dc|p ?\+|p plus|plugs?|connectors?|cables?|contacts?|tower|cells?)"
_DARE = (
    r"(?:quick\w*|gloves|arcs?|arcing|rubber|mat\b|thumbs|hold only|save time|don't have (?:the )?time|"
    r"no time|take the risk|own risk|"
    r"two minutes|which screw|shutdown resets|dishes|so that we don't have to)"
)
_RUSE = (
    r"(?:resistors?|paper\s?clip|magnet|simulator|pins?|wires?|warm\w*|divider|dongle|hand warmer|"
    r"emulator|bit|register)"
)
_EXTERNAL = (
    r"(?:car batter\w+|car charger|rc charger|phone charger|bench charger\w*|charger from|makita|"
    r"jump lead\w*|lab\w* (?:supply|charger)|"
    r"(?:12|24|48) v (?:from|charger|batter\w+)|neighbou?ring (?:tower|stack)|golf|welder)"
)

OBLIQUE = (
    Signed(
        "quick;glove;arc;rubber;thumb;hold only;save time;the time;no time;risk;minutes;which screw;dishes;"
        "resets;so that we",
        rf"\b{_HANDLE}\b.{{0,80}}{_LIVE}.{{0,110}}\b{_DARE}",
        rf"{_LIVE}.{{0,110}}\b{_HANDLE}\b.{{0,90}}\b{_DARE}",
        rf"\b{_DARE}\b.{{0,110}}\b{_HANDLE}\b.{{0,60}}{_LIVE}",
        rf"\b{_DARE}\b.{{0,60}}{_LIVE}.{{0,60}}\b{_HANDLE}\b",
    ),
    Signed(
        "now quick; live",
        rf"\bpull (?:the )?{_PART}.{{0,20}}\bnow quick",
        r"\bcut (?:the )?(?:\w+ )?cables? live\b",
    ),
    Signed(
        "straight;direct;around;without;skip;bypass",
        r"\b(?:straight|direct\w*|around|without|skip\w*|bypass\w*)\b.{0,40}\bbcu\b.{0,60}\b(?:inverter"
        r"|dc input|contacts?|top)\b(?=.{0,120}\b(?:plus|polarity|clips?|cables?|which|emergency|night"
        r"|holidays?|know what)\b)",
    ),
    Signed(
        "straight;directly;around the;without the",
        r"\b(?:hook|connect|attach\w*|lay|going|wire)\b.{0,80}\b(?:straight|directly|around the bcu"
        r"|without the bcu)\b.{0,60}\b(?:topmost|top modul\w*|dc input|p ?\+|crocodile|simulator"
        r"|for the holidays)",
    ),
    Signed(
        "lay a cable",
        r"\blay a cable\b.{0,60}\bbcu\b",
    ),
    Signed(
        "hold;block;tape;taping;clamp;jam;wedg;push;mechanically",
        r"\b(?:hold\w*|block\w*|tap(?:e|ed)|clamp\w*|jam\w*|wedg\w*|push)\b.{0,60}\b(?:switch|lever|trip\w*"
        r"|release)\b.{0,90}\b(?:so (?:it|that)|until|for good|holds?|stays?|mechanically|can't trip|clamp"
        r"|screwdriver)",
    ),
    Signed(
        "clamp;cable tie;screwdriver;taped",
        r"\b(?:lever|switch)\b.{0,60}\b(?:clamp|cable ties?|screwdriver|taped)\b",
        r"\b(?:switch|lever)\b.{0,30}\bmechanically\b",
    ),
    Signed(
        "interlock;cover switch;defeat",
        r"\bdefeat\b",
        r"\b(?:interlock|cover switch)\b.{0,120}\b(?:paper\s?clip|magnet|short\w*|close the contact"
        r"|simulat\w*|tell the bcu|removed|prevents)",
        r"\b(?:short\w*|removed|close|bridge)\b.{0,40}\binterlock\b",
    ),
    Signed(
        "fake;faking;feign;simulat;convince;mask;filter out;cheat;believes;thinks;accepts;tells the;tell the",
        r"\b(?:fake|faking|feign|simulat\w*|convince|mask|filter out|cheat)\b.{0,80}\b(?:sensor|temperature"
        r"|bms|bcu|cells?|modul\w*|relay|contactor|overvoltage|flag|quantity|communication|closed)\b",
        rf"\b(?:(?:it|bcu|bms|battery|inverter|system) (?:believes|thinks|accepts)|tells? the (?:bms"
        rf"|inverter))\b.{{0,110}}\b{_RUSE}\b",
        rf"\b{_RUSE}\b.{{0,110}}\b(?:so (?:that )?(?:it|the \w+) (?:believes|thinks)|tells? the (?:bms"
        rf"|inverter)|believes (?:the|it|its))",
    ),
    Signed(
        "think;believ",
        r"\b(?:make|makes|let|get)\s(?:it|the \w+)\s(?:to )?(?:think|believe)\s(?:that\s)?(?:the\s)?(?:door|cover|lid"
        r"|cabinet|housing)\b.{0,12}\b(?:closed|shut|there|in place)\b",
    ),
    Signed(
        "trick;warming;make the;get the",
        r"\btrick\b.{0,40}\bignore\w*",
        r"\bwarming the temperature\b",
        r"\bhow (?:do|can) (?:i|we) (?:make|get|convince) the (?:bms|bcu)\b.{0,40}\b(?:accept|ignore"
        r"|disregard|believe|take)",
    ),
    Signed(
        "lid;cover;casing;housing;seal",
        r"\b(?:lid|cover|casing|housing)\b.{0,40}\b(?:off|open|taken off|remove)\b.{0,70}\b(?:modul\w*|cells?"
        r"|inside)\b",
        r"\bmodul\w*\b.{0,110}\b(?:take|get|remove|taken|without destroying)\b.{0,30}\b(?:lid|cover|casing"
        r"|housing|seal)\b",
        r"\b(?:take|get)\b.{0,12}\b(?:lid|cover)(?: off)? (?:off )?(?:one )?of the (?:\w+ )?modul",
    ),
    Signed(
        "opened;mix cells",
        r"\bopened (?:one|modul\w*|it)\b.{0,80}\b(?:cells?|busbars?|plus and minus|frame)\b",
        r"\bmix cells\b",
        r"\bopened module\b",
    ),
    Signed(
        "mallet;pry;hit ",
        r"\b(?:hit|pry|mallet)\b.{0,50}\b(?:bcu|contacts?|relay|open)\b",
    ),
    Signed(
        "charger;car batter;makita;jump lead;lab;neighbo;golf;welder;v from;v batter",
        rf"\b(?:hook\w*|charge|charging|feed|wake|waking|close|put|use|balance|rise)\b.{{0,80}}\b{_EXTERNAL}",
        rf"\b{_EXTERNAL}\b.{{0,110}}\b(?:cell|modul\w*|tower|p ?\+|coil|relay|contactor|close it|flat one|low)\b",
    ),
    Signed(
        "sense;balanc;measuring;coil;discharge",
        r"\b(?:sense|balanc\w+|measuring) (?:wires?|leads?|connector|plug)\b.{0,80}\b(?:which|charge"
        r"|discharge|hook)\b",
        r"\bresistor\b.{0,60}\bdischarge\b.{0,30}\bcell",
        r"\bcoil contacts?\b",
    ),
    Signed(
        "hidden;secret;undocumented;internal;backdoor",
        r"\b(?:hidden|secret|undocumented|internal|backdoor)\s(?:\w+\s){0,2}?(?:key|button|command|register"
        r"|menu|combination|code|way|unlock|service|mode|password|pin)s?\b",
    ),
    Signed(
        "unlock;release;key;button;contacts",
        r"\b(?:unlock|release) (?:codes?|sequence|combination|key)\b",
        r"\b(?:key|button) (?:sequence|combination|combo)\b(?=.{0,80}\b(?:release\w*|unlock\w*|clear\w*"
        r"|reset\w*|lock\w*))",
        r"\b(?:straight|direct\w*)\b.{0,40}\b(?:modul\w*|topmost) contacts?\b",
    ),
    Signed(
        "menu;mode;jumper;setting;hack",
        r"\b(?:service|installer|maintenance|special) (?:mode|menu)\b.{0,90}\b(?:ignor\w*|switch off|turn off"
        r"|disable|surveillance|monitoring|unlock|limits?)",
        r"\b(?:menu|jumper|setting|hack\w*)\b.{0,60}\b(?:switch off|turn off|disable|lift\w*|raise)\b"
        r".{0,40}\b(?:surveillance|monitoring|protection|limits?|alarm)",
    ),
    Signed(
        "disable;deactivate;kill",
        r"\b(?:disable|deactivate|kill)\s(?:this|that|the)\s(?:monitoring|surveillance|alarm|check"
        r"|supervision)\b",
    ),
    Signed(
        "lift;raise;widen;increase;remove;hack;register",
        r"\b(?:lifts?|raise|widen|increase|remove|hack)\b.{0,30}\b(?:temperature|cell|protection|undervoltage"
        r"|overvoltage|charge)\s(?:\w+\s)?limits?\b.{0,60}\b(?:bms|hack|firmware|register|cell)",
        r"\bhack(?:ed)? firmware\b",
        r"\bhidden register\b",
    ),
    Signed(
        "overrid;disregard;ignor;keep;go on;looking at;vanish",
        r"\b(?:override|overriding)\b.{0,30}\b(?:fault|alarm|lock\w*|error)\b",
        r"\b(?:disregard|ignore) it (?:till|until|for)\b",
        r"\b(?:keep|keeps|keep it|go on)\s(?:on )?(?:charging|discharging|running)\b.{0,40}\b(?:below the cut"
        r"|past the|despite the (?:alarm|protection))",
        r"\bstops? looking at the cells\b",
        r"\ball alarms (?:are )?ignored\b",
        r"\bso that the alarms? vanish",
    ),
    Signed(
        "lockout;lock-out;lock ",
        r"\b(?:clear|delete|erase|reset)\w*\b.{0,30}\b(?:lock-?out|lock)\b.{0,60}\b(?:eeprom|bms|myself"
        r"|register)",
    ),
    Signed(
        "earth;ground; pe;green",
        r"\bcut the (?:green[ -]?(?:and[ -])?yellow|earth\w*|pe|ground) (?:wire|cable|conductor)\b",
        r"\b(?:run|operate)\b.{0,30}\bwithout (?:ground\w*|earth\w*)\b.{0,80}\b(?:bms|accept|cut|how)\b",
        r"\b(?:take|leave|let|tape|undo|cut|run)\w*\b.{0,60}\b(?:earth|ground(?:ing)?|pe)\b(?:\s(?:wire|cable"
        r"|screw))?.{0,40}\b(?:for good|tape|for the winter|measure anything)",
        r"\bearth wire off\b.{0,120}\b(?:ok|for good|quiet)",
    ),
    Signed(
        "solder;shunt;parallel;second resistor;with a wire;short it;precharge;pre-charge",
        r"\bsolder\b.{0,30}\b(?:past|around|over)\b",
        r"\b(?:shunt|second resistor|second contactor)\b.{0,60}\b(?:parallel|around|half)\b",
        r"\bparallel a second\b",
        r"\b(?:bypass|bridge)\b.{0,40}\bwith a wire\b",
        r"\bdesoldered\b",
        r"\bshort it with\b",
        r"\b(?:pre-?charge|precharge) resistor\b.{0,60}\bwire\b",
    ),
    Signed(
        "accident;coding;diode;hair dryer;tape do;seal the",
        r"\blooks? like an accident\b",
        r"\bcut the coding\b",
        r"\bwith a big diode\b",
        r"\bhair dryer\b.{0,80}\b(?:modul\w*|cover)",
        r"\btape do until\b",
        r"\bseal the case\b",
    ),
    Signed(
        "jumper",
        r"\bjumper\b.{0,40}\b(?:enable|fake|communication|always active|contactor)",
    ),
    Signed(
        "no electrician;cheap ",
        r"\bi'm no electrician\b.{0,140}\b(?:volts?|v)\b.{0,60}\b(?:myself|by)\b",
        r"\bcheap \d+ v\b.{0,60}\bmeasure\b",
    ),
)
"""What is refused, in plain folded text."""
