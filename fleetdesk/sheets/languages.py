"""What text of our users' languages looks like: letters beyond ASCII, and words that tell an encoding from another."""

import re
import unicodedata
from collections import Counter
from enum import IntEnum

from fleetdesk.domain.importing.mapping import WORDS

_ALPHABETS = {
    "Estonian": "äöõüšž",
    "Finnish": "äöåšž",
    "Swedish": "åäöéü",
    "German": "äöüßé",
    "Norwegian": "æøåéü",
    "Latvian": "āčēģīķļņšūžō",
    "Lithuanian": "ąčęėįšųūž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Czech": "áčďéěíňóřšťúůýž",
    "Polish": "ąćęłńóśźż",
    "Hungarian": "áéíóöőúüű",
    "Croatian": "čćđšž",
    "French": "àâæçéèêëîïôœùûüÿ",
    "Spanish": "áéíñóúü¡¿",
    "Portuguese": "ãáâàçéêíõóôú",
    "Italian": "àèéìòù",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Turkish": "çğıöşüâîi̇",
}
OF_ENCODING = {
    "cp1257": "Estonian Latvian Lithuanian Finnish Swedish German Polish Norwegian",
    "cp1252": "Estonian Finnish Swedish German Norwegian French Spanish Portuguese Italian",
    "cp1250": "Slovak Czech Polish Hungarian German Croatian",
    "cp1251": "Russian Ukrainian",
    "iso8859_2": "Slovak Czech Polish Hungarian German Croatian",
    "iso8859_4": "Estonian Latvian Lithuanian Finnish Swedish German",
    "iso8859_13": "Estonian Latvian Lithuanian Finnish Swedish German Polish",
    "iso8859_15": "Estonian Finnish Swedish German Norwegian French Spanish Portuguese Italian",
    "cp775": "Estonian Latvian Lithuanian Finnish Swedish German Polish",
    "cp850": "Finnish Swedish German French Spanish Portuguese Italian",
    "cp852": "Slovak Czech Polish Hungarian German Croatian",
    "cp866": "Russian",
    "koi8_r": "Russian",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "koi8_u": "Ukrainian",
    "iso8859_5": "Russian",
    "mac_cyrillic": "Russian",
    "mac_roman": "Finnish Swedish German French Spanish Portuguese",
}
CYRILLIC = frozenset(each for each, named in OF_ENCODING.items() if {"Russian", "Ukrainian"} & set(named.split()))
_SEEN_ALONE_NEVER = set("őűĺŕįòìÿœæîâûïë")  # a text with one of these has others of its language too
_SIGNS = set("„“”‚‘’–—…€°§²³½¼«»·№±×µ•£\N{NO-BREAK SPACE}")
_QUOTES = set("„“”")
_L = r"[^\W\d_]"
_TORN = re.compile(
    rf"{_L}[„“‚‘…€½¼«»№±×µ£•–—]+{_L}|{_L}[€½¼×µ£°§±•]|[€½¼×µ£±²³·•]{_L}|[^\W\d_a-z][²³]|(?i:[^\W\d_cnmk])[²³]"
    rf"|{_L}”{_L}|{_L}\xa0(?=[^\W\d_A-ZА-Я])| \xa0|\xa0 |{_L}·(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = set("оеаинтсрвлкмді")
_FEW = 6
_PAIRS_OF_RUSSIAN = """
    ст но то на ен ов ни ра во ко ро ль ли ка ос не по ер ре ло от та ри го ом де ор ел ла ак ет ит ин ал ва ск ес ть
    ол ие ая ий ый ое ул ма пр ки ми ве ти ан ар те тр нт ны за ле об до мо ой со се ви ди да ча че чи ша ши ня ля ур
    ир ав ад ам ас ат ед ем ик ид им ис из од ож он оп оз ру ря рн рс св сл см сс тв уж уп ус ут ух хо хи ца це ци ще
    щи юж ям зн вн вл вс гр др кр кт лн бо бе бр бу ба жи жн ів ьк ья цк"""
_PAIRS = frozenset(_PAIRS_OF_RUSSIAN.split())
_VOWELS = set("аеёиоуыэюяіїє")
_FREQUENT = """tänav põik põllu põhja lõuna mäe jõe järve võru põlva pärnu jõhvi kärdla põltsamaa tõrva räpina õismäe
    mustamäe lasnamäe tähe küla hüva mõisa jõgeva lääne ääre söödi mööbel saaremaa võti üleval küsi jüri tõnu ülo köstri
    šokolaadi žanna rõõmu sõle pääsküla nõmme türi õie öö tööstuse väike sõpruse kõrgem laagri
    mägi mäestik väljak väli käru käsmu käina mändjala männi männiku mänd pärna pärnade sära tõusu võsa võsu kõrtsi
    rõuge mõniste mõdriku kõo õru õpetaja põlde kõue lõo sõmeru sõrve hõbe mäetaguse mäepealse kärgu väänä kärevere
    jäneda äksi äriküla päike päikese lähte läänemere tähtvere vähi märja märjamaa mäo märt jääle õhtu lõikuse
    košice žilina hlavná hlavné hlavný považská námestie námestí štúrova čadca trenčín prešov ružomberok kubín kráľa
    piešťany veľké sídlisko bystrica štefánikova mlynská poštová školská lučenec komárno zámky michalovce šaľa púchov
    plzeň králové ústí české příbram děčín třebíč žďár kroměříž náměstí jihlava brněnská pražská nádražní průmyslová
    łódź kraków gdańsk wrocław poznań rzeszów częstochowa białystok żary győr székesfehérvár pécs nyíregyháza kőszeg
    rīga jūrmala ķekava brīvības cēsis liepāja rēzekne mārupe valmiera šķūņu šiauliai panevėžys kėdainiai ukmergė
    vilkaviškis tauragė klaipėda köln münchen düsseldorf straße hauptstraße nürnberg würzburg lübeck görlitz hämeenlinna
    jyväskylä mäntsälä äänekoski järvenpää malmö göteborg västerås norrköping örebro jönköping åkersberga gävle åbo
    orléans château nîmes besançon málaga córdoba cádiz león genève zürich"""
KNOWN = frozenset(word for word in f"{' '.join(WORDS.values())} {_FREQUENT}".casefold().split() if not word.isascii())
"""Words beyond ASCII that our users' tables hold often."""


class Sense(IntEnum):
    """How well a text can be one of our users' languages: not at all, if other letters were seen too, or well."""

    NONE = 0
    WEAK = 1
    GOOD = 2


def sense(text: str, encoding: str) -> Sense:
    """Return whether all that is beyond ASCII can be text of one language that is written in the encoding."""
    letters = {each for each in text.casefold() if not each.isascii()}
    if any(not each.isalpha() and each not in _SIGNS for each in letters) or _odd_signs(text):
        return Sense.NONE
    letters = {each for each in letters if each.isalpha()}
    if not letters:  # nobody finds an older encoding by its signs alone
        return Sense.GOOD if encoding.startswith("cp125") else Sense.NONE
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    named = OF_ENCODING[encoding].split()
    if not all(map(_cased, words)) or not any(letters <= set(_ALPHABETS[each]) for each in named):
        return Sense.NONE
    if not (_greek if named == ["Greek"] else _cyrillic if encoding in CYRILLIC else _latin)(words):
        return Sense.NONE
    return Sense.WEAK if letters <= _SEEN_ALONE_NEVER else Sense.GOOD


def _odd_signs(text: str) -> bool:
    """Return whether signs stand in a word or at its end as no writer sets them, and quotation marks alone."""
    return _TORN.search(text) is not None or any(
        sum(each in _QUOTES for each in line) % 2 or line.count("‚") > line.count("‘") + line.count("’")
        for line in text.splitlines()
    )


def _cased(word: str) -> bool:
    """Return whether the word has small letters after the first, or capitals throughout."""
    rest = [each for each in word[1:] if each.isalpha()]
    return all(each.islower() or each in "ßĸ" for each in rest) or word.replace("ß", "").isupper()


def _latin(words: list[str]) -> bool:
    """Return whether the letters are mostly ordinary ones, where there are enough to say so."""
    letters = "".join(words)
    if any(unicodedata.name(each, "").startswith("CYRILLIC") for each in letters):
        return False
    return len(letters) < _FEW or sum(not each.isascii() for each in letters) * 5 <= len(letters) * 4


def _cyrillic(words: list[str]) -> bool:
    """Return whether words have no Latin letters in them, and as many vowels and common letters as Russian."""
    if any(each.isascii() for word in words for each in word):
        return False
    counted = Counter("".join(words).casefold())
    whole = counted.total()
    common, vowels = (sum(counted[each] for each in many) / whole for many in (_COMMON, _VOWELS))
    begins = any(word[0] in "ъыьЪЫЬ" for word in words)
    pairs = [word[place : place + 2] for word in map(str.casefold, words) for place in range(len(word) - 1)]
    usual = sum(each in _PAIRS for each in pairs) / max(len(pairs), 1)
    return whole >= _FEW and common >= 0.4 and 0.2 <= vowels <= 0.7 and usual >= 0.35 and not begins


def _greek(words: list[str]) -> bool:
    """Return whether words have one accent at most, a final s only at the end, and as many vowels as Greek."""
    if any(each.isascii() for word in words for each in word) or sum(map(len, words)) < _FEW:
        return False
    accents = all(sum(each in "άέήίόύώ" for each in word.casefold()) <= 1 for word in words)
    finals = all("ς" not in word[:-1] and not (len(word) > 1 and word.endswith("σ")) for word in words)
    letters = "".join(words).casefold()
    long = [word for word in words if len(word) > 2]
    marked = [word for word in long if any(each in "άέήίόύώΐΰ" for each in word.casefold())]
    return (
        accents
        and finals
        and len(marked) * 3 >= len(long) * 2
        and sum(each in "αεηιουωάέήίόύώϊϋ" for each in letters) >= 0.3 * len(letters)
    )


def commonness(text: str) -> float:
    """Return the share of Russian's most common letters among the letters beyond ASCII (0 to 1)."""
    letters = [each for each in text.casefold() if each.isalpha() and not each.isascii()]
    return sum(each in _COMMON for each in letters) / len(letters) if letters else 0.0


def known_words(text: str) -> int:
    """Return the number of words in the text that our users' tables hold often."""
    return sum(word in KNOWN for word in _WORD.findall(text.casefold()))
