"""German."""

from nlp.lang.language import Gate, Language, Terms

_DAY_MONTH = r"(?<!\w)<day>\. ?<month>(?!\w)"
_MONTH = r"\b<month>(?!\w)"
_WEEKDAY = r"\b(?=\w{6})<weekday>s?(?!\w)"
"""Full names: `so`, `mi` and `do` are words of their own."""
_NO_YEAR = r"(?!,? (?:19|20)\d\d)"
_THIS_YEAR = r"(?:dieses Jahres|d\. ?J\.|des laufenden Jahres)"
_LAST_YEAR = (
    r"(?:letzten Jahres|des letzten Jahres|des vergangenen Jahres|des Vorjahres|vergangenen Jahres|vorigen Jahres)"
)
_NEXT_YEAR = r"(?:nächsten Jahres|des nächsten Jahres|des kommenden Jahres|kommenden Jahres)"

_SAME_YEAR = r"(?:desselben Jahres|des gleichen Jahres|jenes Jahres|des nämlichen Jahres)"
_OF_YEAR = (
    rf"(?: (?P<this_year>{_THIS_YEAR})| (?:des )?(?P<last_year>{_LAST_YEAR})| (?P<next_year>{_NEXT_YEAR})"
    rf"| (?P<same_year>{_SAME_YEAR})| (?:des Jahres |von |im Jahr )?<year>| des Jahres)?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SECOND = r"<month2>(?!\w)"
_UNIT = r"(?:(?P<days>Tage?n?)|(?P<weeks>Wochen?)|(?P<months>Monate?n?)|(?P<years>Jahre?n?))(?!\w)"
_SEASON = r"(?:(?P<spring>(?:Frühjahr|Frühling)s?)|(?P<summer>(?:Spät|Hoch)?[Ss]ommers?)|(?P<autumn>Herbste?s?)|(?P<winter>Winters?))(?!\w)"
_FISCAL = r"(?:Haushalts|Geschäfts|Fiskal|Finanz|Steuer|Budget|Rechnungs|Wirtschafts)jahr(?:es|e)?"
_PAST = r"(?:letzte|vergangene|vorige|verwichene)[nmrs]?"

_UNITS = "ein zwei drei vier fünf sechs sieben acht neun".split()
_TENS = dict(
    zip("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), range(20, 100, 10), strict=True)
)
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_ORDINALS = (
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt "
    "siebzehnt achtzehnt neunzehnt zwanzigst"
).split()

_SCALES = {
    "tausend": 1e3, "tsd": 1e3, "tsd.": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "mio.": 1e6, "mill.": 1e6,
    "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "mrd.": 1e9, "md": 1e9, "billion": 1e12, "billionen": 1e12,
    "bio.": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "us-dollar": "USD", "us-dollars": "USD", "us dollar": "USD", "dollar": "USD", "dollars": "USD",
    "amerikanische dollar": "USD", "kanadische dollar": "CAD", "kanadischen dollar": "CAD",
    "australische dollar": "AUD", "neuseeland-dollar": "NZD", "hongkong-dollar": "HKD", "singapur-dollar": "SGD",
    "euro": "EUR", "euros": "EUR", "schweizer franken": "CHF", "franken": "CHF", "fr.": "CHF", "yuan": "CNY",
    "renminbi": "CNY", "yen": "JPY", "won": "KRW", "pfund": "GBP", "britische pfund": "GBP", "pfund sterling": "GBP",
    "rupien": "INR", "rubel": "RUB", "lira": "TRY", "reais": "BRL", "pesos": "unit:peso",
    "norwegische kronen": "NOK", "kronen": "SEK", "rand": "ZAR", "baht": "THB",
}  # fmt: skip

LANGUAGE = Language(
    code="de",
    gate=Gate(
        aeo=Terms.of("wirtschaftsbeteiligt"),
        recognition=Terms.of("anerkennungsabkommen", anerk=r"gegenseitig\w* anerk"),
        trade=Terms.of(
            *("ausfuhr", "einfuhr", "handelsvolumen", "außenhandel", "aussenhandel"),
            export=r"\bexport(?:en|iert\w*)\b",
            **{"import": r"\bimport(?:en|iert\w*)\b"},
        ),
        customs=Terms.of("zoll", "zöll"),
        recognised=Terms.of(anerk=r"anerk\w"),
        agreed=r"\babkommen",
    ),
    named_in_capitals=True,
    ordinal_stops=True,
    belt_and_road=r"seidenstraße",
    falls=r"sank\w*|gesunken\w*|sink\w*|fiel\w*|gefallen|rückgang\w*|rückläufig\w*|zurück\w*|minus|weniger|abnahm\w*|verring\w*|\w*schrumpf\w*|einbr\w*|eingebrochen|niedriger|nachg\w*|gesenkt|brach\w*|unter(?= (?:de[mrn] )?(?:Vorjahr|Niveau|Wert|Stand|Vergleich|gleichen|entsprechenden))",
    rises=r"stieg\w*|gestiegen|steig\w*|zunahm\w*|zunehm\w*|zugenommen|zugelegt|plus|mehr|wuchs\w*|gewachsen|wachs\w*|erhöh\w*|anstieg\w*|höher|zuwachs\w*|legten?|zuleg\w*|über(?= (?:de[mrn] )?(?:Vorjahr|Niveau|Wert|Stand|Vergleich|gleichen|entsprechenden))",
    sequential=r"(?:gegenüber|zum|als im|unter|über) (?:dem |den |im )?<month>(?! ?[-–—]| (?:19|20|des Vorj|vorig|letzt|davor|bis))|(?:zum|gegenüber(?: dem)?|als im|unter(?: dem)?|über(?: dem)?) (?:Vormonat|Vorquartal|Monat davor)|Vormonats(?:vergleich|niveau|wert)",
    decimal_comma=True,
    fractions={
        "hälfte": 2,
        "drittel": 3,
        "viertel": 4,
        "fünftel": 5,
        "sechstel": 6,
        "achtel": 8,
        "zehntel": 10,
        "zwanzigstel": 20,
        "jeder fünfte": 5,
        "jeder vierte": 4,
        "jeder dritte": 3,
        "jeder zehnte": 10,
    },
    numbers={word: value for value, word in enumerate(_UNITS, 1) if word != "ein"}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | _TENS
    | {f"{unit}und{ten}": tens + value for ten, tens in _TENS.items() for value, unit in enumerate(_UNITS, 1)}
    | {"null": 0, "eins": 1, "beiden": 2, "dreissig": 30, "hundert": 100},
    ordinals={f"{stem}{ending}": i for i, stem in enumerate(_ORDINALS, 1) for ending in ("e", "er", "es", "en", "em")}
    | {
        f"{stem}{superlative}{ending}": i
        for i, stem in enumerate(_ORDINALS, 1)
        for superlative in ("größt", "grösst", "wichtigst", "stärkst", "bedeutendst")
        for ending in ("e", "er", "en", "em")
        if i > 1
    },
    scales=_SCALES,
    currencies=_CURRENCIES,
    months={"jänner": 1, "feber": 2, "maerz": 3},
    weekdays={"sonnabend": 5},
    worldwide=r"(?:Gesamt(?:aus|ein)fuhr|Gesamtexport|Gesamtimport|Außenhandel)|(?:Ausfuhr|Einfuhr|Export|Import)\w* insgesamt",
    a_day=r"\b(?:pro|am) Tag\b|\btäglich|\bTagesdurchschnitt",
    to_come=r"\b(?:nächsten|kommenden) (?:\w+ )?(?:Jahren?|Monaten?|Jahrzehnt)",
    operators=r"\bAEO[-s](?:Unternehmen|Firmen|Betriebe|Inhaber|Wirtschaftsbeteiligte)|\bzugelassene[nr]? Wirtschaftsbeteiligte|\bAEOs?\b(?= (?:exportierten|importierten|handelten))",
    or_else=r"(?:oder|das sind|umgerechnet)(?: (?:etwa|rund|gut|knapp|fast|ungefähr))?",
    compared_with=r"nach|gegenüber|gegen|statt|verglichen mit|im Vergleich zu",
    respectively=r"\b(?:beziehungsweise|jeweils)\b|\bbzw\.",
    such_as=r"darunter|unter anderem|unter ihnen|wie|wie etwa|einschließlich",
    dates=(
        ("calendar", rf"(?:\b<weekday>,? (?:den |dem )?)?{_DAY_MONTH}\s?<year>"),
        ("calendar", rf"(?:\b<weekday>,? (?:den |dem )?)?{_DAY_MONTH}"),
        ("calendar", rf"(?:heute|gestern),? \(?(?:<weekday>,? )?(?:den |dem )?{_DAY_MONTH}(?: <year>)?\)?"),
        ("calendar", rf"{_MONTH} (?:des Jahres )?<year>"),
        (
            "calendar",
            rf"\b(?:im|ab|seit|bis|von|Anfang|Mitte|Ende|zum|für|und|zwischen|Monat) (?P<span>{_MONTH}){_NO_YEAR}",
        ),
        (
            "calendar",
            r"\b(?:am|vom|zum|dem|den) (?P<span><day>\.)(?! ?(?:jän|jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez|\d|bis |und (?:am )?\d|dieses|d\.|des|\w+(?:stelle|platz|rang|jahrestag|mal|tagung|sitzung|runde)))",
        ),
        (
            "calendar",
            rf"{_WEEKDAY},? (?:den |dem )?\(?<day>\.\)?(?! ?(?:jän|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|\d))",
        ),
        ("calendar", r"<day>\. ?<m>\. ?<year>"),
        ("calendar", r"<day>\.(?=0\d|1[0-2])<m>\.(?! ?\d)"),
        ("calendar", r"<day>[/-]<m>[/-]<year>"),
        ("range", rf"(?<!\w)<day>\.?\s?(?:-|–|/|bis|und|bis zum)\s?<number>\. ?{_MONTH}{_OF_YEAR}"),
        ("today", r"\bheute(?!\w)(?: (?:morgen|vormittag|nachmittag|abend))?(?:,? <weekday>(?!\w))?"),
        ("yesterday", r"\bgestern(?!\w)(?:,? <weekday>(?!\w))?"),
        ("day_before", r"\bvorgestern(?!\w)"),
        ("tomorrow", r"(?<!am )(?<!heute )(?<!jeden )(?<!guten )\bmorgen(?!\w)"),
        ("this_month", r"(?<!\w)<day>\. (?:dieses Monats|d\. ?M\.|des laufenden Monats)"),
        ("this_month", r"\b(?:in diesem|diesen|im laufenden) Monat(?!\w)"),
        (
            "last_month",
            r"(?<!\w)<day>\. (?:des )?(?:letzten|vergangenen|vorigen|vergangnen) Monats|\b(?:letzten|vergangenen|vorigen) Monat(?!\w)",
        ),
        ("next_month", r"(?<!\w)<day>\. (?:des )?(?:nächsten|kommenden) Monats|\b(?:nächsten|kommenden) Monat(?!\w)"),
        ("this_year", r"\b(?:dieses Jahr|in diesem Jahr|im laufenden Jahr|heuer)(?!\w)"),
        (
            "last_year",
            r"\b(?:letztes|letzten|letztem|vergangenes|vergangenen|vergangenem|voriges|vorigen) Jahr(?!\w)",
        ),
        ("earlier", r"\b(?P<months>Vormonats?)(?!\w)"),
        ("year_earlier", r"\b(?P<years>Vorjahr(?:es)?)(?!\w)"),
        (
            "earlier",
            r"\b(?:ein(?:e[nrm]?)?|<number>) (?:(?P<days>Tage?n?)|(?P<weeks>Wochen?)|(?P<months>Monate?n?)|(?P<years>Jahre?n?)) "
            r"(?:zuvor|davor|vorher|früher)(?!\w)",
        ),
        ("next_year", r"\b(?:nächstes|nächsten|kommendes|kommenden) Jahr(?!\w)"),
        ("this_year", rf"(?<!\w)(?:<day>\. )?<month> {_THIS_YEAR}"),
        ("last_year", rf"(?<!\w)(?:<day>\. )?<month> {_LAST_YEAR}"),
        ("next_year", rf"(?<!\w)(?:<day>\. )?<month> {_NEXT_YEAR}"),
        ("month_past", rf"\b(?:letzten|vergangenen|vorigen) (?:<day>\. )?{_MONTH}{_NO_YEAR}"),
        ("month_next", rf"\b(?:nächsten|kommenden) (?:<day>\. )?{_MONTH}{_NO_YEAR}"),
        ("last_weekday", rf"\b(?:letzten|vergangenen|vorigen) {_WEEKDAY}"),
        ("next_weekday", rf"\b(?:nächsten|kommenden) {_WEEKDAY}"),
        ("weekday", rf"\b(?:am|diesen|seit|vom|zum|von) (?P<span>{_WEEKDAY})(?!,? (?:den |dem )?\(?\d)"),
        (
            "ago",
            r"\bvor (?:genau |rund |gut |knapp )?(?:eine[mr]|<number>) (?:(?P<days>Tage?n?)|(?P<weeks>Wochen?)|(?P<months>Monate?n?)|(?P<years>Jahre?n?))(?!\w)",
        ),
        (
            "calendar",
            rf"\b(?P<first_day>(?:ersten Tag des(?: Monats)?|Ersten des(?: Monats)?|ersten)) {_MONTH}s?{_OF_YEAR}",
        ),
        ("calendar", rf"\b(?P<last_day>letzten Tag des(?: Monats)?) {_MONTH}s?{_OF_YEAR}"),
        ("calendar", r"\bam (?P<span><day>\.)(?= und am \d{1,2}\. <month>(?!\w)(?: <year>)?)"),
        ("calendar", rf"{_WEEKDAY} \((?:den )?<day>\.\)"),
        ("months", rf"{_MONTH}(?:\s?[-–—/]\s?| bis (?:Ende |einschließlich )?){_SECOND}{_OF_YEAR}"),
        ("months", rf"\bzwischen (?:Anfang )?{_MONTH} und (?:Ende )?{_SECOND}{_OF_YEAR}"),
        ("months", rf"{_MONTH} <year>(?:\s?[-–—]\s?| bis (?:Ende )?){_SECOND} <year2>"),
        ("months", rf"\bzwischen {_MONTH} <year> und {_SECOND} <year2>"),
        ("range", rf"\b(?P<first_day>ersten) <number> Tagen? (?:des |im |des Monats )?{_MONTH}{_OF_YEAR}"),
        ("range", rf"\bWoche vom (?:Montag, )?(?:dem |den )?{_DAY_MONTH}(?! bis){_OF_YEAR}"),
        (
            "months_to",
            rf"\b<number> Monaten? (?:bis|bis zum|bis Ende|bis einschließlich)(?: \d{{1,2}}\.)? {_MONTH}{_OF_YEAR}",
        ),
        (
            "year_to",
            rf"\b\w*jahr(?:es)? (?:bis(?: zum| Ende)?|zum|per|per Ende|,? das (?:am|im|mit)|,? das zum)(?: \d{{1,2}}\.)? {_MONTH}{_OF_YEAR}",
        ),
        ("months_to_now", rf"\b(?:von|seit|ab) {_MONTH} bis (?:jetzt|heute|dato|zum heutigen Tag)"),
        (
            "until_month",
            rf"\b(?:bis einschließlich|(?:seit Jahresbeginn|kumuliert|aufgelaufen) bis(?: Ende)?) {_MONTH}{_OF_YEAR}",
        ),
        ("first_months", rf"\bersten <number> Monate[n]?{_OF_YEAR}"),
        ("first_months", rf"\b<number> ersten Monate[n]?{_OF_YEAR}"),
        ("first_months", r"\b<number> Monaten? (?:des Jahres |von )?<year>"),
        ("first_quarters", rf"\bersten <number> Quartale[n]?{_OF_YEAR}"),
        ("first_quarters", rf"\b<number> ersten Quartale[n]?{_OF_YEAR}"),
        ("half", rf"\b<number>\.? (?:Halbjahr(?:e?s)?|Jahreshälfte|Semester|Hälfte(?= des Jahres| 20)){_OF_YEAR}"),
        ("half", r"\bim (?P<span>Halbjahr)(?!\w)"),
        ("quarter", rf"\b<number>\.? (?:Quartals?|Vierteljahr(?:e?s)?|Jahresviertel)(?!\w){_OF_YEAR}"),
        ("quarter", r"\bQ(?=[1-4])<number>(?:[ /]| )<year>"),
        ("final_quarter", rf"\b(?:letzten|letztes|Schluss-?)\s?(?:Quartals?|Vierteljahr)(?!\w){_OF_YEAR}"),
        ("fiscal", rf"\b{_FISCAL}(?:s)? <year>(?:\s?[-–—/]\s?<year2>)?"),
        ("fiscal", rf"\b(?P<last_year>(?:{_PAST}|abgelaufene[nsm]?) {_FISCAL})(?! ?\d)"),
        ("fiscal", rf"\b(?P<this_year>(?:laufende[nms]?|diese[ms]) {_FISCAL})(?! ?\d)"),
        (
            "so_far",
            r"\bseit (?:Jahresbeginn|Jahresanfang|Beginn des Jahres|Anfang des Jahres)|\bim bisherigen Jahresverlauf|\bbislang in (?P<this_year>diesem Jahr)",
        ),
        (
            "this_year",
            r"\b(?:Ende|Mitte|Anfang|Beginn|Ablauf|Schluss|Lauf|Laufe|Verlauf) des Jahres(?! \d)|\bJahres(?:ende|schluss|mitte|beginn|anfang|wechsel|frist)(?! \d)",
        ),
        ("this_year", r"\b(?:Ende|Mitte|Anfang) (?:dieses|d\.) (?:Jahres|J\.)"),
        ("last_year", r"\b(?:Ende|Mitte|Anfang) (?:letzten|vergangenen|vorigen) Jahres"),
        (
            "next_year",
            r"\b(?:Ende|Mitte|Anfang|Laufe des) (?:nächsten|kommenden) Jahres|\b(?:des )?(?:nächsten|kommenden) Jahres",
        ),
        (
            "this_month",
            r"\b(?:Ende|Mitte|Anfang|Beginn|Laufe) (?:des|dieses) Monats(?! (?:\w+ )?\d)|\bMonats(?:ende|mitte|beginn|anfang)",
        ),
        ("last_month", rf"\b{_PAST} Monat(?!\w)"),
        ("season", rf"\b(?:im|zum|ab|seit|diesen|dieses|dem|des|den|vom|bis) (?P<span>{_SEASON}{_OF_YEAR})"),
        ("last_season", rf"\b{_PAST} {_SEASON}"),
        ("next_season", rf"\b(?:nächste|kommende)[nms]? {_SEASON}"),
        ("this_week", r"\b(?:diese[r]?|laufenden) Woche(?!\w)"),
        ("last_week", r"\b(?:letzte|vergangene|vorige)[nr]? Woche(?!\w)|\bVorwoche"),
        ("next_week", r"\b(?:nächste|kommende)[nr]? Woche(?!\w)"),
        ("last_weekday", rf"\b{_PAST} {_WEEKDAY}(?:,? (?:den |dem )?\(?<day>\.\)?(?! ?(?:\d|\w+ \d{{4}})))?"),
        ("weekday_last_week", rf"{_WEEKDAY} (?:der )?(?:letzte|vergangene|vorige)[nr] Woche"),
        ("weekday_next_week", rf"{_WEEKDAY} (?:der )?(?:nächste|kommende)[nr] Woche"),
        ("next_weekday", rf"\b(?:nächste|kommende)[nmrs]? {_WEEKDAY}"),
        ("today", r"\b(?:am )?heutigen (?:Tage?|<weekday>)(?!\w)|\bheute (?:Mittag|früh|Nacht)"),
        ("yesterday", r"\b(?:am )?gestrigen (?:Tage?|<weekday>)(?!\w)"),
        ("hence", rf"\bin (?:eine[mr]|<number>) {_UNIT}"),
        ("tomorrow", r"\b(?:am )?morgigen (?:Tage?|<weekday>)(?!\w)"),
        ("day_after_tomorrow", r"\bübermorgen(?!\w)"),
        (
            "holiday",
            r"\b(?P<new_year>Neujahr(?:stag)?)(?!\w)|\b(?P<christmas>Weihnachten)(?!\w)|\b(?P<new_years_eve>Silvester)(?!\w)",
        ),
        (
            "day_after",
            r"\btags darauf|\b(?:am )?(?:Tag darauf|folgenden Tag|nächsten Tag|Folgetag|Tag danach)(?!\w)|\beinen Tag später",
        ),
        (
            "day_before_that",
            r"\btags zuvor|\b(?:am )?(?:Tag zuvor|Vortag|Vorabend|Tag davor)(?!\w)|\beinen Tag (?:zuvor|früher)",
        ),
        ("same_day", r"\b(?:am )?(?:selben|gleichen|nämlichen) Tag(?!\w)|\bselbigen Tages|\bdesselben Tages"),
        (
            "same_month",
            r"(?<!\w)(?:<day>\. )?(?:desselben|des gleichen) Monats|\b(?:im )?(?:selben|gleichen) Monat(?!\w)",
        ),
        (
            "same_year",
            rf"(?<!\w)(?:(?:<day>\. )?<month> )?{_SAME_YEAR}|\b(?:im )?(?:selben|gleichen) Jahr(?!\w)|\bin jenem Jahr",
        ),
        ("later", rf"\b(?:ein(?:en|e)?|<number>) {_UNIT} (?:später|darauf|danach)"),
        (
            "later",
            r"\b(?:im )?(?:darauf)?folgenden (?P<months>Monat)(?!\w)|\b(?:im )?Folge(?P<months>monat)(?!\w)|\bim (?P<months>Monat) darauf",
        ),
        (
            "year_after",
            r"(?<!\w)(?:<day>\. )?<month>(?!\w) (?:des (?:(?:darauf)?folgenden Jahres|Folgejahre?s)|im Jahr darauf)",
        ),
        ("year_after", r"\b(?:im )?(?:(?:darauf)?folgenden Jahr|Folgejahr|Jahr darauf)(?!\w)"),
        ("month_following", r"\b(?:im )?(?:darauf)?folgenden <month>(?!\w)|\bim <month>(?!\w) darauf"),
        ("after", rf"\b(?:ein(?:en|e)?|<number>) {_UNIT} nach (?:\w+ )?\w+"),
        ("after", rf"\bnach (?:Ablauf von )?<number> {_UNIT}"),
        (
            "month_after",
            r"\b(?P<first_day>(?:ersten|1\.) Tag|Ersten) des (?:<number> )?(?:Folgemonats|(?:auf \w+ \w+ )?folgenden Monats|Monats(?:,? (?:nach|der (?:auf|der))(?: \w+){1,4})?)",
        ),
    ),
)
