"""The wordings that ``safety`` refuses: verbs and things close together, so that "bypass the app" is not one.

Each pattern runs on folded text. Not here: who is exempt (negations, stories of somebody refused before).
"""

from __future__ import annotations

from assistant.route.late import Late

_GAP = r"(?:[\w'+/\-]+\s){0,4}?"
"""Up to four words between verb and thing: "bypass (that annoying main) relay"."""
_ART = r"(?:an?\s|the\s|my\s|this\s|that\s|one\s|each\s|of\s|its\s|his\s|her\s|our\s)*"

_GUARD = (
    r"(?:protections?|protective|safety|interlocks?|relays?|contactors?|schutz\w*|relais|sicherung\w*|isolations?\w*|"
    r"insulation\w*|fuses?|fusibles?|tripping device|trip unit|watchdog|bms\b|pre-?charge|earth fault|ground fault|"
    r"cut-?off|over-?current|over-?voltage|under-?voltage|leakage|rcd|monitoring|lock-?outs?|lock\b)"
)
_DEFEAT = (
    r"(?:bypass|bypassing|by-pass|bridge|bridging|jumper|jumpering|hot-?wire|hotwiring|defeat|defeating|override|"
    r"overriding|short out|shorting out|short-circuit|circumvent|trick|tricking|fool|fooling|cheat|spoof|spoofing|"
    r"uberbruck\w*|ueberbrueck\w*|umgeh\w*|shunter|court-circuiter|ponter|puentear|overbrug\w*|work around|get around|"
    r"strap out|link out|link across|linking across|loop out|jump|jumping)"
)
_DISABLE = (
    r"(?:disable|disabling|deactivate|deactivating|turn off|turning off|switch off|switching off|knock out|suppress|"
    r"remove|removing|take out|ignore|ignoring|disregard|disregarding|deaktivier\w*|abschalt\w*|ausschalt\w*|"
    r"desactiver|desactivar|uitschakel\w*|turn down|mask|masking|silence)"
)
_DISABLED = (
    r"(?:protections?|safety (?:function|feature|system|interlock|circuit|limit|cutoff|check|relay)s?|interlocks?|"
    r"(?:insulation|isolation|earth|leakage|iso|cell|voltage|temperature) monitor\w*|tripping device|trip unit|"
    r"watchdog|"
    r"schutz\w*|isolations\w*|(?:insulation|isolation|iso) (?:fault|failure|alarm|check|test)|relay protection|"
    r"low voltage (?:cut-?off|limit)|(?:under|over)-?\s?(?:voltage|temperature|temp|current) (?:protection|limit|"
    r"cut-?off))"
)
_PART = r"(?:modules?|modul|cells?|packs?|bcu|battery|batteries|zellen?|batterie|akku|accu)"
_PART_OF_THE_APP = (
    r"(?!\s(?:app|cover|list|menu|page|in the app|view|section|tab|settings|configuration|info\w*|quantity|type|"
    r"circuit|"
    r"setup|wizard|overview|history|log\w*|data|status|detail\w*)\b)"
)
"""What may be opened: screens of the app, and the cover of the ports."""
_SOURCE = (
    r"(?:lab(?:oratory)?\s|bench\s|external\s|car\s|lead[- ]acid\s|(?:12|24|48|400)\s?v\b|another\sbattery|welder|"
    r"power\ssuppl\w+|psu\b|charger|lipo|solar\spanels?|netzteil|labornetzteil|ladegerat|alimentation|rectifier|"
    r"bike\s|e-?bike|variac)"
)
_LOAD = (
    r"(?:heater|light\s?bulbs?|bulbs?|halogen|lamps?|resistors?|kettle|hair\s?dryer|iron\b|toaster|boiler|"
    r"heating\s(?:element|rods?)|wires?\b|immersion|fan\sheater|nichrome|load\sbank|gluhbirne\w*|heizlufter)"
)
_HOT = (
    r"(?:without\s(?:first\s)?(?:switching|turning|powering|shutting|disconnecting|isolating)\b|"
    r"while\s(?:it\s|it's\s|its\s|the\s\w+\s|the\s\w+\s\w+\s|they\s|everything\s|system\s)?(?:is\s|are\s|still\s|"
    r"all\s)*"
    r"(?:live\b|on\b|running|charging|discharging|under\sload|energi[sz]ed|powered|in\soperation|operating|"
    r"switched\son|turned\son)|under\s(?:full\s)?load|unter\s(?:last|spannung)|sous\stension|in\sbetrieb|"
    r"onder\sspanning|\blive\b)"
)
_HANDLE = (
    r"(?:remove|swap|replace|exchange|change|pull|unplug|disconnect|lift|take out|add|insert|plug|reconnect|connect|"
    r"loosen|tausch\w*|abzieh\w*)"
)
_HANDLED = (
    r"(?:modules?|bcu|dc\s(?:cables?|plugs?|connectors?|wires?|terminals?)|power\scables?|battery\scables?|p\+|"
    r"terminals?|cells?|packs?|connectors?)"
)

_DEFEATING = (
    rf"\b{_DEFEAT}\s{_GAP}{_GUARD}",
    rf"\b{_GUARD}\s{_GAP}(?:bypass|bridge|bridged|bypassed|jumper(?:ed)?|uberbruck\w*|ueberbrueck\w*|umgeh\w*|"
    r"overbrug\w*)\b",
    rf"\b{_DISABLE}\s{_GAP}{_DISABLED}",
    rf"\b{_DISABLED}\s(?:be\s)?(?:disabled|deactivated|turned off|switched off|abschalten|ausschalten|deaktivieren|"
    rf"off)\b",
    r"\b(?:insulation|isolation|iso)\s(?:fault|failure|alarm|error)\b.{0,80}\b(?:ignore|disregard|bypass|override|"
    r"in spite of|regardless)\b",
    r"\b(?:regardless|in spite|irrespective)\sof\s(?:the\s)?(?:insulation|isolation|iso)\s",
    rf"\b(?:spoof|fool|trick|feign|cheat|deceive)(?:ing)?\s{_ART}(?:\w+\s)?(?:sensor|temp\w*|bcu|bms|head|battery|"
    rf"module|system)",
    r"\bresistor\b.{0,30}\b(?:in (?:its|the|their) place|in place of|instead of)\b.{0,30}",
    r"\btape over\s(?:the\s)?(?:\w+\s)?sensor",
    rf"\bforc(?:e|ing)\s{_GAP}(?:relays?|contactors?)\b|\b(?:relays?|contactors?)\s(?:manually|by hand|by force)\b",
    rf"\b(?:manually|by hand)\s(?:close|closing|energi[sz]e|pull in|operate|actuate)\s{_GAP}(?:relays?|contactors?)",
    rf"\b(?:close|closing|energi[sz]e|actuate|power|feed)\s{_GAP}(?:relays?|contactors?)\s(?:coil\s)?"
    r"(?:manually|by hand|directly|with|myself|from)\b",
    r"\b(?:relay|contactor)s?'?s?\scoil\b|\b(?:relay|contactor)s?\b.{0,60}\bshort it\b",
    r"\bwhich\s(?:wires?|pins?|contacts?|terminals?)\s(?:\w+\s){0,4}?(?:short|bridge|jumper|link)\b",
    r"\b(?:cable|zip)\stie\b.{0,60}\b(?:switch|breaker|lever|trip\w*)\b|\b(?:switch|breaker|lever|trip\w*)\b.{0,80}\b"
    r"(?:(?:cable|zip)\stie|wedge|gaffer)\b",
    r"\b(?:cut|cutting|snip|snipping|clip|clipping)\s(?:\w+\s){0,2}?(?:measur\w+|sens\w+|earth|ground\w*|monitor\w*|"
    r"alarm)\s(?:wires?|cables?|lines?|leads?)\b|\bcut\s(?:off\s)?the\s(?:pe|earth)\b",
    r"\b(?:leave|keep)\s(?:the\s)?(?:earth|ground\w*|pe)\s(?:wire\s|cable\s)?(?:off|out|disconnected)\b",
)
_OPENING = (
    r"\b(?:open(?:ing)?(?:\sup)?|crack(?:ing)?(?:\sopen)?|pry(?:ing)?(?:\sopen)?|cut(?:ting)?(?:\sopen)?|"
    r"drill(?:ing)?(?:\sinto|\sthrough)?|puncture|dismantl(?:e|ing)|disassembl(?:e|ing)|tear(?:ing)?\sdown|take\sapart|"
    rf"taking\sapart|unscrew(?:ing)?)\s(?:up\s)?{_ART}(?:battery\s|byd\s|faulty\s|broken\s|defective\s|bad\s|"
    rf"hv[bms]\+?\s|"
    r"single\s|housing\s|casing\s|case\s|inside\s|sealed\s|control\s|individual\s|of\s|an?\s|the\s)*"
    rf"{_PART}{_PART_OF_THE_APP}\b",
    rf"\b{_PART}\s(?:\w+\s)?(?:be\s)?(?:opened|offnen|oeffnen|dismantled|disassembled|zerleg\w*|aufschraub\w*|"
    r"aufmachen|openmaken)\b",
    r"\b(?:ouvrir|abrir|aprire)\s(?:le|un|el|il|la)\s(?:module?|modulo|bcu|batterie|bateria|batteria)\b",
    rf"\b(?:replace|swap|exchange|change|repair|solder|weld|remove|desolder|rebuild|"
    rf"refurbish)(?:ing)?\s{_ART}(?:single\s|"
    r"individual\s|bad\s|dead\s|faulty\s|weak\s|myself\s|battery\s|lfp\s|broken\s|defective\s|of\s|the\s)*"
    r"(?:cells?|zellen?)\b(?!\s(?:module|voltage|monitor))",
    r"\b(?:solder|soldering|desolder|weld)\s(?:\w+\s){0,3}?(?:wires?|cells?|relay|board|pcb|busbar|module|battery|"
    r"bcu|fuse)\b",
    r"\b(?:measur(?:e|ing)|prob(?:e|ing)|work(?:ing)?|reach(?:ing)?)\sinside\s(?:\w+\s){0,3}?(?:bcu|module|head|unit|"
    r"pack)\b",
    r"\bdrill\s(?:\w+\s){0,3}?vent\b",
)
_LIVE = (
    rf"\b{_HANDLE}\s(?:\w+\s){{0,3}}?{_HANDLED}(?!\w){_PART_OF_THE_APP}\s(?:[\w+\-]+\s){{0,6}}?{_HOT}",
    r"\bhot-?\s?(?:swap|plug)\w*\b",
    r"\bwork(?:ing)?\s(?:on\s(?:it|the\s\w+|a\s\w+|this)\s)?(?:live\b(?!\s(?:with|chat|support|on the phone|view|"
    r"data|in the "
    r"app|stream)\b)|(?:while\s\w+\s(?:is\s)?)?(?:energi[sz]ed|under voltage))",
    r"\b(?:touch|touching|grab|hold)\s(?:\w+\s){0,2}?(?:terminals?|poles?|contacts?|busbars?|p\+)\s(?:\w+\s){0,4}?"
    r"(?:bare|without|by hand|live|fingers?|hands?|bulb)\b",
    r"\bshort(?:ing|en|-circuit)?\s(?:out\s|circuit\s)?(?:the\s|both\s|two\s|a\s|battery\s|module\s|dc\s|tower\s|"
    r"main\s)*"
    r"(?:terminals?|poles?|p\+|contacts?|output|pins)(?!\w)",
)
_IMPROVISING = (
    r"\bcharg(?:e|ing)\s(?:up\s)?(?:\w+\s){0,3}?(?:cells?|modules?|packs?|blocks?|batter\w+|tower|it|"
    r"them)\s(?:\w+\s){0,5}?"
    rf"(?:with|using|from|via|by|off|over|through)\s{_ART}(?:some\s|normal\s|regular\s|adjustable\s|dc\s|"
    rf"cheap\s)*{_SOURCE}",
    r"\bcharg(?:e|ing)\s(?:\w+\s){0,2}?(?:single|one|individual|weak|low|dead|bad|that|each)\s(?:\w+\s){0,2}?"
    r"(?:cells?|modules?|packs?)\s(?:\w+\s)?(?:directly|separately|externally|individually|manually|outside|alone|by "
    r"itself|"
    r"on its own)\b",
    r"\bcharg(?:e|ing)\s(?:the\s|a\s)?(?:cells?|modules?|packs?)\s(?:directly|externally|manually|individually|"
    r"separately)\b",
    r"\b(?:lab(?:oratory)?|bench)\s(?:power\s)?(?:suppl\w+|psu|charger)\b|\blabornetzteil\b|\balimentation de labo\w*",
    r"\b(?:feed|wake|charge|hook|boost|wire|connect|jump|with)\b.{0,50}\b(?:car batter(?:y|ies)|(?:phone|boat|rc|"
    r"e-?bike|bike|"
    r"lipo|golf cart|forklift) charger|jump leads?)\b",
    r"\bpv\s(?:strings?|modules?|panels?)\s(?:directly|straight)\s(?:on|to|onto)\b|\btower\s(?:directly|"
    r"straight)\sfrom\b.{0,20}\bpv\b",
    r"\b(?:discharg(?:e|ing)|drain(?:ing)?|empty(?:ing)?|run down|bleed)\s(?:\w+\s){0,5}?(?:with|using|through|via|"
    r"by|over|into|"
    rf"across|on)\s(?:an?\s|the\s|my\s|some\s|few\s|old\s|two\s|\w+\s){{0,3}}?{_LOAD}",
    rf"\b{_LOAD}\s(?:\w+\s){{0,3}}?(?:direct|directly|straight|across)\s(?:\w+\s){{0,3}}?(?:contacts?|terminals?|p\+)",
    r"\b(?:replace|bridge|swap|change|repair|substitute|fix)\s(?:\w+\s){0,3}?fuses?\s(?:\w+\s){0,2}?(?:with|by|for|"
    r"using)\s"
    r"(?:an?\s|some\s|piece of\s|bit of\s|thick\s|copper\s|\w+\s){0,3}?(?:wire|nail|foil|copper|bolt|coin|screw|"
    r"bigger|larger|"
    r"higher|stronger|bar)\b",
    r"\b(?:bigger|larger|higher[- ]rated|oversized)\sfuse\b|\bfuse\b.{0,80}\b(?:copper pipe|foil)\b",
)
PATTERNS = tuple(Late(pattern) for pattern in (*_DEFEATING, *_OPENING, *_LIVE, *_IMPROVISING))
"""What is refused, in folded text."""

SIGNS = frozenset(
    "bypass bypassing by-pass bridge bridging bridged bypassed jumper jumpering jumpered hotwire hotwiring hot defeat "
    "defeating override overriding short shorting circumvent trick tricking fool fooling spoof spoofing feign "
    "deceive cheat "
    "work get strap link linking loop jump jumping disable disabling disabled deactivate deactivating deactivated turn "
    "turning turned switch switching switched knock suppress remove removing take taking ignore ignoring disregard "
    "disregarding regardless spite irrespective mask masking silence resistor tape force forcing manually close "
    "closing "
    "energise energize actuate power feed coil tie wedge gaffer leave keep open opening opened crack cracking pry "
    "prying cut "
    "cutting snip snipping clip clipping drill drilling puncture dismantle dismantling dismantled disassemble "
    "disassembling "
    "disassembled tear tearing unscrew unscrewing replace replacing swap swapping exchange change changing repair "
    "repairing solder soldering weld desolder rebuild refurbish measure measuring probe probing inside reach pull "
    "unplug "
    "disconnect connect lift add insert plug reconnect loosen working touch touching grab hold shorten charge "
    "charging lab "
    "laboratory bench discharge discharging drain draining empty emptying run bleed wake hook boost wire bigger larger "
    "higher oversized substitute fix fuse fuses halogen lamp bulb pv off ouvrir abrir aprire shunter court ponter "
    "puentear "
    "labornetzteil alimentation desactiver desactivar relay relays contactor contactors hotplug hotswap offnen oeffnen "
    "zerlegen aufschrauben aufmachen openmaken protection interlock".split()
)
"""One of these must be among the words before any pattern is tried: most questions hold none."""
STEMS = (
    "uberbruck", "ueberbrueck", "umgeh", "overbrug", "deaktivier", "abschalt", "ausschalt", "uitschakel", "tausch",
    "abzieh",
)  # fmt: skip
"""The same for words that bend."""
