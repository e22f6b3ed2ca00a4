"""Dangerous requests in roundabout words: intent, part and means stand apart in the message.

Each pattern needs the means or the intent beside the part, so that honest questions about the same part pass. They run
on text whose lay words are plain (``lay``). Not here: direct wordings (``safety_patterns``).
"""

from __future__ import annotations

from assistant.route.late import Late

_LIVE = (
    r"(?:(?:while|with|when|as)\s(?:\w+\s){0,4}?(?:on\b|running|live|in operation|under load|feeds|supplies|gives current|charging|"
    r"discharging|energi[sz]ed|delivers)|without (?:first )?(?:shutting|switching|powering|turning)|\binverter (?:is )?(?:still )?(?:running|"
    r"feeds|in operation)|\blive\b|nobody here wants to power it down|under load|voltage on)"
)
_HANDLE = (
    r"(?:pull\w*|lift\w*|unscrew\w*|unplug\w*|replug\w*|clamp\w*|cut\w*|loosen\w*|disconnect\w*|connect\w*|put|take|swap\w*|remov\w*|"
    r"work\w*|measur\w*|extra)"
)
_PART = r"(?:modul\w*|bcu|dc|p ?\+|p plus|plugs?|connectors?|cables?|contacts?|tower|cells?)"
_DARE = (
    r"(?:quick\w*|gloves|arcs?|arcing|rubber|mat\b|thumbs|hold only|save time|don't have (?:the )?time|no time|take the risk|own risk|"
    r"two minutes|which screw|shutdown resets|dishes|so that we don't have to)"
)
_RUSE = r"(?:resistors?|paper\s?clip|magnet|simulator|pins?|wires?|warm\w*|divider|dongle|hand warmer|emulator|bit|register)"
_EXTERNAL = (
    r"(?:car batter\w+|car charger|rc charger|phone charger|bench charger\w*|charger from|makita|jump lead\w*|lab\w* (?:supply|charger)|"
    r"(?:12|24|48) v (?:from|charger|batter\w+)|neighbou?ring (?:tower|stack)|golf|welder)"
)
_PATTERNS = (
    rf"\b{_HANDLE}\b.{{0,80}}{_LIVE}.{{0,110}}\b{_DARE}|{_LIVE}.{{0,110}}\b{_HANDLE}\b.{{0,90}}\b{_DARE}|"
    rf"\b{_DARE}\b.{{0,110}}\b{_HANDLE}\b.{{0,60}}{_LIVE}|\b{_DARE}\b.{{0,60}}{_LIVE}.{{0,60}}\b{_HANDLE}\b",
    rf"\bpull (?:the )?{_PART}.{{0,20}}\bnow quick|\bcut (?:the )?(?:\w+ )?cables? live\b",
    r"\b(?:straight|direct\w*|around|without|skip\w*|bypass\w*)\b.{0,40}\bbcu\b.{0,60}\b(?:inverter|dc input|contacts?|top)\b"
    r"(?=.{0,120}\b(?:plus|polarity|clips?|cables?|which|emergency|night|holidays?|know what)\b)",
    r"\b(?:hook|connect|attach\w*|lay|going|wire)\b.{0,80}\b(?:straight|directly|around the bcu|without the bcu)\b.{0,60}"
    r"\b(?:topmost|top modul\w*|dc input|p ?\+|crocodile|simulator|for the holidays)",
    r"\blay a cable\b.{0,60}\bbcu\b",
    r"\b(?:hold\w*|block\w*|tap(?:e|ed)|clamp\w*|jam\w*|wedg\w*|push)\b.{0,60}\b(?:switch|lever|trip\w*|release)\b.{0,90}"
    r"\b(?:so (?:it|that)|until|for good|holds?|stays?|mechanically|can't trip|clamp|screwdriver)",
    r"\b(?:lever|switch)\b.{0,60}\b(?:clamp|cable ties?|screwdriver|taped)\b",
    r"\bdefeat\b|\b(?:interlock|cover switch)\b.{0,120}\b(?:paper\s?clip|magnet|short\w*|close the contact|simulat\w*|tell the bcu|removed|"
    r"prevents)|\b(?:short\w*|removed|close|bridge)\b.{0,40}\binterlock\b",
    rf"\b(?:fake|faking|feign|simulat\w*|convince|mask|filter out|cheat)\b.{{0,80}}\b(?:sensor|temperature|bms|bcu|cells?|modul\w*|relay|"
    rf"contactor|overvoltage|flag|quantity|communication|closed)\b|\b(?:(?:it|bcu|bms|battery|inverter|system) (?:believes|thinks|accepts)|tells? the (?:bms|"
    rf"inverter))\b.{{0,110}}\b{_RUSE}\b|\b{_RUSE}\b.{{0,110}}\b(?:so (?:that )?(?:it|the \w+) (?:believes|thinks)|tells? the (?:bms|inverter)|"
    r"believes (?:the|it|its))",
    r"\btrick\b.{0,40}\bignore\w*|\bwarming the temperature\b|\bhow (?:do|can) (?:i|we) (?:make|get|convince) the (?:bms|bcu)\b.{0,40}"
    r"\b(?:accept|ignore|disregard|believe|take)",
    r"\b(?:lid|cover|casing|housing)\b.{0,40}\b(?:off|open|taken off|remove)\b.{0,70}\b(?:modul\w*|cells?|inside)\b|\bmodul\w*\b.{0,110}"
    r"\b(?:take|get|remove|taken|without destroying)\b.{0,30}\b(?:lid|cover|casing|housing|seal)\b|\b(?:take|get)\b.{0,12}\b(?:lid|cover)"
    r"(?: off)? (?:off )?(?:one )?of the (?:\w+ )?modul",
    r"\bopened (?:one|modul\w*|it)\b.{0,80}\b(?:cells?|busbars?|plus and minus|frame)\b|\bmix cells\b|\bopened module\b",
    r"\b(?:hit|pry|mallet)\b.{0,50}\b(?:bcu|contacts?|relay|open)\b",
    rf"\b(?:hook\w*|charge|charging|feed|wake|waking|close|put|use|balance|rise)\b.{{0,80}}\b{_EXTERNAL}|\b{_EXTERNAL}\b.{{0,110}}\b(?:cell|"
    r"modul\w*|tower|p ?\+|coil|close it|flat one|low)\b",
    r"\b(?:sense|balanc\w+|measuring) (?:wires?|leads?|connector|plug)\b.{0,80}\b(?:which|charge|discharge|hook)\b|"
    r"\bresistor\b.{0,60}\bdischarge\b.{0,30}\bcell|\bcoil contacts?\b",
    r"\b(?:hidden|secret|undocumented|internal|backdoor)\s(?:\w+\s){0,2}?(?:key|button|command|register|menu|combination|code|way|unlock|"
    r"service|mode|password|pin)s?\b",
    r"\b(?:unlock|release) (?:codes?|sequence|combination|key)\b|\b(?:key|button) (?:sequence|combination|combo)\b(?=.{0,80}\b(?:release\w*|unlock\w*|"
    r"clear\w*|reset\w*|lock\w*))|\b(?:straight|direct\w*)\b.{0,40}\b(?:modul\w*|topmost) contacts?\b",
    r"\b(?:service|installer|maintenance|special) (?:mode|menu)\b.{0,90}\b(?:ignor\w*|switch off|turn off|disable|surveillance|monitoring|"
    r"unlock|limits?)|\b(?:menu|jumper|setting|hack\w*)\b.{0,60}\b(?:switch off|turn off|disable|lift\w*|raise)\b.{0,40}\b(?:surveillance|"
    r"monitoring|protection|limits?|alarm)",
    r"\b(?:disable|deactivate|kill)\s(?:this|that|the)\s(?:monitoring|surveillance|alarm|check|supervision)\b",
    r"\b(?:lifts?|raise|widen|increase|remove|hack)\b.{0,30}\b(?:temperature|cell|protection|undervoltage|overvoltage|charge)\s(?:\w+\s)?limits?\b"
    r".{0,60}\b(?:bms|hack|firmware|register|cell)|\bhack(?:ed)? firmware\b|\bhidden register\b",
    r"\b(?:override|overriding)\b.{0,30}\b(?:fault|alarm|lock\w*|error)\b|\b(?:disregard|ignore) it (?:till|until|for)\b|"
    r"\b(?:keep|keeps|keep it|go on)\s(?:on )?(?:charging|discharging|running)\b.{0,40}\b(?:below the cut|past the|despite the (?:alarm|"
    r"protection))|\bstops? looking at the cells\b|\ball alarms (?:are )?ignored\b|\bso that the alarms? vanish",
    r"\b(?:clear|delete|erase|reset)\w*\b.{0,30}\b(?:lock-?out|lock)\b.{0,60}\b(?:eeprom|bms|myself|register)",
    r"\b(?:take|leave|let|tape|undo|cut|run)\w*\b.{0,60}\b(?:earth|ground(?:ing)?|pe)\b(?:\s(?:wire|cable|screw))?.{0,40}\b(?:for good|"
    r"tape|for the winter|measure anything)|\bearth wire off\b.{0,120}\b(?:ok|for good|quiet)",
    r"\bsolder\b.{0,30}\b(?:past|around|over)\b|\b(?:shunt|second resistor|second contactor)\b.{0,60}\b(?:parallel|around|half)\b|"
    r"\bparallel a second\b|\b(?:bypass|bridge)\b.{0,40}\bwith a wire\b|\bdesoldered\b|\bshort it with\b|\b(?:pre-?charge|precharge) resistor\b"
    r".{0,60}\bwire\b",
    r"\blooks? like an accident\b|\bcut the coding\b|\bwith a big diode\b|\bhair dryer\b.{0,80}\b(?:modul\w*|cover)|\btape do until\b|\bseal the case\b",
    r"\bjumper\b.{0,40}\b(?:enable|fake|communication|always active|contactor)",
    r"\bi'm no electrician\b.{0,140}\b(?:volts?|v)\b.{0,60}\b(?:myself|by)\b|\bcheap \d+ v\b.{0,60}\bmeasure\b",
)
OBLIQUE = tuple(Late(pattern) for pattern in _PATTERNS)
"""What is refused, in plain folded text."""

LIKELY = Late(
    r"\b(?:quick\w*|gloves|arcs?|arcing|rubber|thumbs|handles|save time|time|risk|two minutes|screws?|dishes|nine steps|straight|around|skip|"
    r"directly|hook|lay|hold\w*|block\w*|taped?|clamp\w*|lever|defeat|interlock|fake|feign|simulat\w*|convince|mask|filter|believes?|thinks?|"
    r"tells?|trick|warming|lid|cover|housing|opened|mix|mallet|pry|charger|batter\w+|makita|jump|sense|balanc\w*|coil|hidden|secret|"
    r"undocumented|internal|backdoor|service mode|maintenance|menu|jumper|disable|deactivate|surveillance|hack\w*|lifts?|raise|overrid\w*|"
    r"disregard|ignored?|looking|keep|earth|ground\w*|solder\w*|shunt|parallel|bypass|bridge|wire|accident|coding|diode|dryer|tape|unlock|release|key|button|"
    r"seal|electrician|cheap|pull|cut|resistor|vanish)\b"
)
"""One of these stands in every such request: most questions about a code or a voltage hold none."""
