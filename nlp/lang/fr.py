"""French, of Europe, Canada and Africa."""

from nlp.lang.language import NO_LATIN, Gate, Language, Terms, joined

_DAY_MONTH = r"\b<day>(?:er|ᵉʳ)? <month>(?!\w)"
_MONTH = r"\b<month>(?!\w)"
_WEEKDAY = r"\b(?=\w{5})<weekday>(?!\w)"
_THIS_YEAR = r"(?:de cette année|de l[’']année en cours|de la présente année)"
_LAST_YEAR = r"(?:de l[’'](?:an|année) (?:dernier|dernière|passée?|précédente?))"
_NEXT_YEAR = r"(?:de l[’'](?:an|année) prochaine?)"
_NO_YEAR = r"(?! (?:19|20)\d\d)"

_SAME_YEAR = r"(?:de (?:cette|la) même année|de cette année-là|de l[’']année en question)"
_OF_YEAR = (
    rf"(?: (?P<same_year>{_SAME_YEAR})| (?P<this_year>{_THIS_YEAR})| (?P<last_year>{_LAST_YEAR})"
    rf"| (?P<next_year>{_NEXT_YEAR})|,? (?:de |en )?(?:l[’']an(?:née)? )?<year>| de l[’']année)?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SECOND = r"<month2>(?!\w)"
_UNIT = r"(?:(?P<days>jours?)|(?P<weeks>semaines?)|(?P<months>mois)|(?P<years>ans?|années?))(?!\w)"
_SEASON = r"(?:(?P<spring>printemps)|(?P<summer>été)|(?P<autumn>automne)|(?P<winter>hiver))(?!\w)"
_AFTER_WHAT = r"(?:après(?: l[ae]s?| s[ao]n?| l[’'])|(?:suivant|à compter de|à partir de|à dater de) (?:l[ae] |s[ao]n? |cette |l[’'])\w+)"

_ORDINALS = (
    "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept dix-huit dix-neuv vingt"
).split()

_SCALES = {
    "mille": 1e3, "millier": 1e3, "milliers": 1e3, "million": 1e6, "millions": 1e6, "mio": 1e6, "m": 1e6,
    "milliard": 1e9, "milliards": 1e9, "mrd": 1e9, "mrds": 1e9, "md": 1e9, "mds": 1e9, "billion": 1e12,
    "billions": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "dollars": "$", "dollar": "$", "dollars américains": "USD", "dollars us": "USD", "dollars des états-unis": "USD",
    "dollars usd": "USD", "dollars canadiens": "CAD", "dollars australiens": "AUD", "dollars néo-zélandais": "NZD",
    "dollars de hong kong": "HKD", "dollars hongkongais": "HKD", "dollars de singapour": "SGD",
    "dollars taïwanais": "TWD", "euros": "EUR", "euro": "EUR", "yuans": "CNY", "yuan": "CNY", "renminbi": "CNY",
    "renminbis": "CNY", "yens": "JPY", "wons": "KRW", "livres sterling": "GBP", "livres": "GBP", "roupies": "INR",
    "roubles": "RUB", "francs suisses": "CHF", "fcfa": "XOF", "dirhams": "MAD", "dh": "MAD",
    "dirhams marocains": "MAD", "dirhams émiratis": "AED", "dinars tunisiens": "TND", "dinars algériens": "DZD",
    "livres turques": "TRY", "reais": "BRL", "réaux": "BRL", "pesos": "unit:peso", "patacas": "MOP",
    "rands": "ZAR", "ariarys": "MGA", "bahts": "THB",
}  # fmt: skip

LANGUAGE = Language(
    code="fr",
    gate=Gate(
        aeo=Terms.of(
            *joined("opérateur|operateur|opérateurs|operateurs", " ", "économique|economique|fiables|agr|de conf"),
            oea=rf"{NO_LATIN}OEAS?(?![A-Za-z])",
        ),
        operators=Terms.of(*joined("reconnaissance des ", "opérateurs|operateurs|entreprises")),
        recognition=Terms.of("reconnaissance mutuelle", arm=r"(?-i:\bARM\b)"),
        trade=Terms.of(
            *("exportation", "importation", "exporté", "importé", "échanges commerciaux"),
            *joined("commerce ", "extérieur|bilatéral"),
            export=r"\bexporte\b",
            **{"import": r"\bimporte\b"},
        ),
        customs=Terms.of("douan"),
        recognised=Terms.of(reconna=r"\breconna\w", reconnu=r"\breconnu"),
        agreed=r"\b(?:accord|opérateur)",
    ),
    head_first=True,
    belt_and_road=r"ceinture et (?:la )?route",
    falls=r"baiss\w*|recul\w*|dimin\w*|chut\w*|repli\w*|contract\w*|moins|inférieur\w*|régress\w*|perd\w*|fléchi\w*|tomb\w*|plong\w*|céd(?:é|er|ai\w+)|(?:au-|en )dessous",
    rises=r"hauss\w*|augment\w*|progress\w*|cr[ûo]\w*|plus|supérieur\w*|bond\w*|accr\w*|gagn\w*|grimp\w*|mieux|au-dessus",
    sequential=r"(?:sur|par rapport à|qu[’']en|contre) (?:le mois (?:de |d[’']))?<month>(?! ?[-–—]| (?:à|19|20|dernier|de l[’']an|précéd))|(?:sur le|par rapport au|qu[’']au|que le|du) (?:(?:mois|trimestre) précédent|mois d[’']avant)|d[’']un mois (?:sur|à) l[’']autre|sur un mois",
    decimal_comma=True,
    fractions={
        "moitié": 2,
        "tiers": 3,
        "quart": 4,
        "quarts": 4,
        "cinquième": 5,
        "cinquièmes": 5,
        "sixième": 6,
        "dixième": 10,
        "dixièmes": 10,
    },
    numbers=dict(
        zip(
            "zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),
            (0, *range(2, 17)),
            strict=True,
        )
    )
    | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
    | {"quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-un": 81}
    | {
        f"{ten} et un{e}": n + 1
        for ten, n in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50))
        for e in ("", "e")
    }
    | {"soixante et un": 61, "soixante et une": 61, "soixante et onze": 71},
    ordinals={f"{stem}ième": i for i, stem in enumerate(_ORDINALS, 2)}
    | {
        "premier": 1,
        "première": 1,
        "second": 2,
        "seconde": 2,
        "vingt et unième": 21,
        "vingt-deuxième": 22,
        "trentième": 30,
    },
    scales=_SCALES,
    currencies=_CURRENCIES,
    months={"fevrier": 2, "fév": 2, "aout": 8, "decembre": 12},
    weekdays={},
    worldwide=r"(?:exportations|importations) totales(?!.*\b(?:vers|de|d[’']|avec)\b)|total des (?:exportations|importations)|commerce extérieur",
    a_day=r"\bpar jour\b|\bquotidien",
    to_come=r"\b(?:\w+ )?prochaines (?:\w+ )?années|\bdix ans à venir|\bannées à venir|\bannées qui viennent",
    operators=r"\b(?:entreprises|sociétés|opérateurs) (?:OEA|agréé|certifié|économiques agréé)|\bles OEA\b",
    or_else=r"(?:ou|soit|c[’']est-à-dire|l[’']équivalent de)(?: (?:environ|près de|quelque|à peu près))?",
    compared_with=r"contre|après|face à|au lieu de|par rapport à|comparée?s? à",
    respectively=r"\brespectivement\b",
    such_as=r"dont|notamment|parmi lesquels|parmi lesquelles|tels que|telles que|comme|y compris",
    dates=(
        ("calendar", rf"(?:\b<weekday>,? (?:le )?)?{_DAY_MONTH},? (?:de l[’']an(?:née)? )?<year>"),
        ("calendar", rf"(?:\b<weekday>,? (?:le )?)?{_DAY_MONTH}"),
        ("calendar", rf"(?:aujourd[’']hui|hier|ce jour),? \(?(?:<weekday>,? )?(?:le )?{_DAY_MONTH}(?:,? <year>)?\)?"),
        ("calendar", rf"{_MONTH},? (?:de l[’']année )?<year>"),
        (
            "calendar",
            rf"\b(?:en|depuis|dès|de|d[’']|début|fin|mi-|mi|courant|mois de|mois d[’']|jusqu[’']en|à partir de|et|à|pour) ?(?P<span>{_MONTH}){_NO_YEAR}",
        ),
        (
            "calendar",
            r"\b(?:le|du) (?P<span><day>)(?=[,;.)](?!\d)|\s*$|\s+(?:par|entre|à|les?|la|ont|a|au|aux|en|dans|avec|lors|pour(?! ?cent)|un|une|dernier)\b)",
        ),
        ("calendar", rf"{_WEEKDAY},? (?:le )?\(?<day>\)?"),
        ("calendar", r"<day>/<m>/<year>"),
        ("calendar", r"<day>\.<m>\.<year>"),
        ("calendar", r"<day>-<m>-<year>"),
        (
            "range",
            rf"\b<day>(?:er)?\s?(?:-|–|au|et|à)\s?<number> {_MONTH}{_OF_YEAR}",
        ),
        ("today", r"\baujourd[’']hui|(?<![àa] )\bce (?:jour|matin|soir)(?![\w-])|\bcet après-midi"),
        ("yesterday", r"\bhier(?: (?:matin|soir))?(?!\w)"),
        ("day_before", r"\bavant-hier"),
        ("tomorrow", r"\bdemain(?!\w)"),
        ("this_month", r"\b<day> (?:courant|du mois courant|du mois en cours|de ce mois|du présent mois)(?!\w)"),
        ("this_month", r"\bce mois(?:-ci)?(?!\w)|\bmois (?:courant|en cours)"),
        ("last_month", r"\b(?:<day> du )?mois (?:dernier|passé)(?!\w)|\b<day> du mois précédent(?!\w)"),
        ("earlier", r"\b(?P<months>mois) (?:précédent|d[’']avant)(?!\w)"),
        ("year_earlier", r"\bl[’'](?P<years>an|année) (?:précédente?|d[’']avant)(?!\w)"),
        (
            "earlier",
            r"\b(?:une?|<number>) (?:(?P<days>jours?)|(?P<weeks>semaines?)|(?P<months>mois)|(?P<years>ans?|années?)) "
            r"(?:plus tôt|auparavant|avant)(?!\w| (?:la|le|les|l[’']|son|sa|que|de|d[’'])(?!\w))",
        ),
        ("next_month", r"\b(?:<day> du )?mois prochain|\bprochain mois(?! d)"),
        ("this_year", r"\bcette année|\bl[’']année en cours|\bprésente année"),
        ("last_year", r"\bl[’'](?:an|année) (?:dernier|dernière|passée?)"),
        ("next_year", r"\bl[’'](?:an|année) prochaine?"),
        ("this_year", rf"\b(?:<day>(?:er)? )?<month> {_THIS_YEAR}"),
        ("last_year", rf"\b(?:<day>(?:er)? )?<month> {_LAST_YEAR}"),
        ("next_year", rf"\b(?:<day>(?:er)? )?<month> {_NEXT_YEAR}"),
        ("month_past", rf"(?:\b<weekday>,? )?{_DAY_MONTH} dernier(?!\w)"),
        ("month_past", rf"{_MONTH} dernier(?!\w)"),
        ("month_next", rf"(?:\b<weekday>,? )?{_DAY_MONTH} prochain(?!\w)"),
        ("month_next", rf"{_MONTH} prochain(?!\w)"),
        ("last_weekday", rf"{_WEEKDAY} dernier(?: \(<day>\))?"),
        ("next_weekday", rf"{_WEEKDAY} prochain"),
        ("weekday_last_week", rf"{_WEEKDAY} de la semaine (?:dernière|passée|précédente)"),
        ("weekday_next_week", rf"{_WEEKDAY} de la semaine (?:prochaine|qui vient)"),
        ("weekday", rf"\b(?:ce|depuis|de|dès) (?P<span>{_WEEKDAY})(?!,? (?:le )?\(?\d|,? (?:dernier|prochain))"),
        ("weekday", rf"(?P<span>{_WEEKDAY})(?=,? (?:à|en|par|au|lors)\b)"),
        (
            "ago",
            r"\b(?:il y a|voici|voilà) (?:une?|<number>) (?:(?P<days>jours?)|(?P<weeks>semaines?)|(?P<months>mois)|(?P<years>ans?|années?))",
        ),
        ("calendar", rf"\b(?P<last_day>dernier jour) (?:de |d[’']|du mois de |du mois d[’'])?{_MONTH}{_OF_YEAR}"),
        ("calendar", rf"\b(?P<first_day>premier (?:jour (?:de |d[’']|du mois de |du mois d[’'])?)?){_MONTH}{_OF_YEAR}"),
        ("calendar", r"\ble (?P<span><day>)(?=,? et le \d{1,2} <month>(?!\w)(?: <year>)?)"),
        (
            "range",
            rf"\b(?:(?P<first_day>premiers) <number>|<number> (?P<first_day>premiers)) jours (?:de |d[’']|du mois de |du mois d[’']){_MONTH}{_OF_YEAR}",
        ),
        ("range", rf"\bsemaine du (?:lundi )?{_DAY_MONTH}{_OF_YEAR}"),
        (
            "months",
            rf"{_MONTH}(?:-|–|—|/| – | - | à (?:la fin |fin )?| au mois de | jusqu[’']en | jusqu[’']à ){_SECOND}{_OF_YEAR}",
        ),
        ("months", rf"\bentre (?:fin )?{_MONTH} et (?:fin )?{_SECOND}{_OF_YEAR}"),
        ("months", rf"{_MONTH} <year>(?:-|–|—| – | - | à | jusqu[’']en ){_SECOND} <year2>"),
        ("months", rf"\bentre {_MONTH} <year> et {_SECOND} <year2>"),
        (
            "months_to",
            rf"\b<number> mois (?:à|jusqu[’']en|jusqu[’']à|clos (?:en|à)|terminés en|achevés en|à fin) {_MONTH}{_OF_YEAR}",
        ),
        (
            "year_to",
            rf"\b(?:année|exercice)(?: \w+)? (?:close?|achevée?|terminée?|arrêtée?|se terminant|qui s[’'](?:est |)achev\w+) (?:en|au|le|à|à fin|fin)(?: \d{{1,2}})? {_MONTH}{_OF_YEAR}",
        ),
        (
            "months_to_now",
            rf"\b(?:depuis|de|d[’']) ?{_MONTH} (?:à|jusqu[’']à) (?:maintenant|présent|aujourd[’']hui|ce jour)",
        ),
        ("until_month", rf"(?-i:\bÀ|\bà|\bA) fin {_MONTH}{_OF_YEAR}"),
        (
            "until_month",
            rf"\b(?:cumul|depuis le début de l[’']année),? (?:à|jusqu[’']à|jusqu[’']en|à fin|au mois de) {_MONTH}{_OF_YEAR}",
        ),
        ("first_months", rf"\bpremiers <number> mois{_OF_YEAR}"),
        ("first_months", rf"\b<number> premiers mois{_OF_YEAR}"),
        ("first_months", r"\b<number> mois (?:de |d[’']|en )?(?:l[’']année )?<year>"),
        ("first_quarters", rf"\bpremiers <number> trimestres{_OF_YEAR}"),
        ("first_quarters", rf"\b<number> premiers trimestres{_OF_YEAR}"),
        ("half", rf"\b<number>(?:ers?|e|ème|nd)? semestre{_OF_YEAR}"),
        ("half", r"\b<number> moitié de (?:l[’']année ?)?<year>?"),
        ("half", r"\bS(?=[12])<number> <year>"),
        ("quarter", rf"\b<number>(?:ers?|e|ème|nd)? trimestre{_OF_YEAR}"),
        ("quarter", r"\bT(?=[1-4])<number> <year>"),
        ("final_quarter", rf"\bdernier trimestre{_OF_YEAR}"),
        ("quadrimester", rf"\b<number>(?:er|e|ème|nd)? quadrimestre{_OF_YEAR}"),
        ("half", r"\b(?:au|sur le|du) (?P<span>semestre)(?! (?:dernier|précédent|suivant|prochain|de))"),
        (
            "first_months",
            r"\b(?:sur|en) (?P<span><number> mois)(?! (?:de|d[’']|après|avant|plus|auparavant|à|en|l[’'])|\w)",
        ),
        ("bimester", rf"\b<number>(?:er|e|ème|nd)? bimestre{_OF_YEAR}"),
        (
            "fiscal",
            r"\b(?:exercice|année)(?: (?:budgétaire|fiscale?|financière|financier|comptable)| \w+){0,2} <year>\s?[-–—/]\s?<year2>",
        ),
        (
            "fiscal",
            r"\b(?:exercice(?: (?:budgétaire|fiscal|financier|comptable))?|année (?:budgétaire|fiscale|financière)) <year>",
        ),
        (
            "fiscal",
            r"\b(?P<last_year>(?:exercice (?:budgétaire|fiscal|financier|comptable)|année (?:budgétaire|fiscale|financière)|dernier exercice)(?: dernière?| précédente?| écoulée?| passée?)?)",
        ),
        ("so_far", r"\bdepuis le début de l[’'](?:année|an)(?! (?:dern|proch|\d))|\bcumul annuel"),
        (
            "this_year",
            r"\b(?:fin|début|mi-?|milieu|courant|terme|issue|cours) ?(?:de l[’']|d[’'])?(?:année|an)(?!\w| (?:derni|proch|passé|précéd|suiv|\d))",
        ),
        ("this_year", r"\bl[’']année (?:ne |en )?(?:s[’']achève|se termine|finisse|soit (?:finie|terminée|écoulée))"),
        ("this_month", r"\b(?:fin|début|milieu) (?:de |du )mois(?! (?:de |d[’']|derni|proch))"),
        (
            "season",
            rf"(?:\b(?:au|ce|le|du|en|cet|à)\s|\b[ld][’'])(?P<span>{_SEASON}{_OF_YEAR})(?! derni| proch| suiv| passé)",
        ),
        ("last_season", rf"{_SEASON} (?:dernier|passé)(?!\w)"),
        ("next_season", rf"{_SEASON} prochain|\bprochain {_SEASON}"),
        ("until_month", rf"\bjusqu[’'](?:en|à (?:fin|la fin de)) {_MONTH}{_OF_YEAR}"),
        ("this_week", r"\bcette semaine(?!\w)|\bsemaine en cours"),
        ("last_week", r"\bsemaine (?:dernière|passée|précédente)"),
        ("next_week", r"\bsemaine prochaine|\bprochaine semaine"),
        ("last_weekday", rf"{_WEEKDAY} (?:passé|écoulé)(?!\w)"),
        ("hence", rf"\bdans (?:une?|<number>) {_UNIT}"),
        ("day_after_tomorrow", r"\baprès-demain"),
        ("holiday", r"\b(?P<new_year>(?:jour de l[’']an|nouvel an))(?!\w)|\b(?P<christmas>noël)(?!\w)"),
        ("day_after", r"\ble lendemain|\ble jour suivant|\bun jour plus tard"),
        ("day_before_that", r"\bla veille(?!\w)|\bun jour plus tôt"),
        ("same_day", r"\b(?:le|du|ce) même jour|\b(?:la|à la) même date|\bce jour-là"),
        ("same_month", r"\b(?:<day> )?du même mois|\bce même mois"),
        (
            "same_year",
            rf"\b(?:(?:<day>(?:er)? )?<month>(?!\w) )?{_SAME_YEAR}|\b(?:cette|la) même année|\bcette année-là",
        ),
        ("later", rf"\b(?:une?|<number>) {_UNIT} (?:plus tard|après(?! l[aes’']| s[aoe]))"),
        ("later", r"\b(?:le |au )(?P<months>mois) suivant(?! l[ae’'])"),
        ("year_after", r"\b(?:<day>(?:er)? )?<month> de l[’'](?:an|année) suivante?"),
        ("year_after", r"\bl[’'](?:an|année) (?:suivante?|d[’']après)(?! l[ae’'])"),
        ("month_following", r"\b(?:en )?<month>(?!\w) suivant(?!e| l[ae’'])"),
        ("after", rf"\b(?:une?|<number>) {_UNIT},? {_AFTER_WHAT}"),
        (
            "month_after",
            r"\b(?P<first_day>(?:premier|1er) jour) du (?:<number> )?mois (?:suivant|qui suit|qui suivra)(?: (?:celui|la date) d(?:e|u|)(?: (?:la|sa|son))? ?\w+)?",
        ),
    ),
)
