"""Korean. Tokens are single syllables, so `…` stands for up to four of them; verbs and "after those with" follow."""

from nlp.lang.language import Gate, Language, Terms

_NATIVE = ("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")

_DAY = r"<day>일(?: ?\((?:[월화수목금토일](?:요일)?|현지 ?시[간각])\))?"
_MONTH_PART = "(?: ?(?:초|중순|하순|상순|말|중|경))?"
_NOT_A_DAY = "(?! ?(?:간|이내|내|동안|전|후|정|차|째|만|본|이상|이후 ?\\d+일))"

_WHOSE_YEAR = "(?:(?:<year>년(?:도)?|(?P<this_year>올해|금년|올)|(?P<last_year>지난해|작년|전년)(?! ?(?:동기|동월|대비|보다|같은))) ?)?"
"""The year of a part of a year, where it is said."""

LANGUAGE = Language(
    code="ko",
    gate=Gate(
        aeo=Terms.of("수출입안전관리"),
        recognition=Terms.of("상호인정"),
        trade=Terms.of("수출", "수입", "교역"),
        customs=Terms.of("세관", "관세"),
    ),
    spaced=False,
    belt_and_road=r"일대일로",
    falls=r"감소|줄|하락|축소|떨어|마이너스|위축|내렸|내린|내려|낮|빠졌|빠진",
    rises=r"증가|늘|상승|확대|성장|올랐|오른|올라|뛰었|뛴|높",
    sequential=r"(?:전월|전달|전분기|직전 ?분기|\d{1,2}월) ?(?:대비|보다|에 비해)|전월비|전기 ?대비",
    fractions={"절반": 2},
    numbers={f"{word} 가지": number for number, word in enumerate(_NATIVE, 1) if number > 1}
    | {"한 가지": 1, "상반기": 1, "하반기": 2},
    ordinals={f"{word}{gap}번째": number for number, word in enumerate(_NATIVE, 1) for gap in ("", " ")}
    | {f"{word}째": number for number, word in enumerate(_NATIVE, 1)}
    | {"최초": 1, "처음": 1, "첫": 1, "열한 번째": 11, "열두 번째": 12, "열세 번째": 13, "열네 번째": 14, "열다섯 번째": 15}
    | {"스무 번째": 20},
    scales={"십": 1e1, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
    | {f"{odd}{scale}": value for odd in ("여", "여 ") for scale, value in (("만", 1e4), ("억", 1e8), ("조", 1e12))},
    currencies={f"{odd}{name}": code for odd in ("", "여 ") for name, code in {"달러": "USD", "원": "KRW"}.items()}
    | {"미국 달러": "USD", "미국달러": "USD", "미 달러": "USD", "미달러": "USD", "불": "USD", "미불": "USD"}
    | {"유로": "EUR", "엔": "JPY", "엔화": "JPY", "위안": "CNY", "위안화": "CNY", "파운드": "GBP", "루블": "RUB"}
    | {"홍콩달러": "HKD", "홍콩 달러": "HKD", "호주달러": "AUD", "호주 달러": "AUD", "캐나다달러": "CAD"}
    | {"캐나다 달러": "CAD", "뉴질랜드달러": "NZD", "뉴질랜드 달러": "NZD", "싱가포르달러": "SGD"}
    | {"싱가포르 달러": "SGD", "대만달러": "TWD", "대만 달러": "TWD", "인도 루피": "INR", "루피": "INR", "루피아": "IDR"}
    | {"바트": "THB", "헤알": "BRL", "링깃": "MYR", "스위스프랑": "CHF", "스위스 프랑": "CHF", "동화": "VND"},
    worldwide=r"전체 (?:수출|수입)|총수출|총수입",
    a_day=r"일평균|하루(?: 평균)?|매일",
    to_come=r"(?:향후|앞으로) ?[^,.]{0,4}년",
    operators=r"AEO ?(?:공인 ?)?(?:기업|업체)|공인 ?(?:기업|업체)",
    or_else=r"(?:또는|환산하면|약)",
    respectively=r"각각",
    and_others=r"(?:등|을 비롯한|를 비롯한|을 포함한|를 포함한|을 포함해|를 포함해)(?: ?총)?",
    dates=(
        ("calendar", rf"<year>년 ?<m>월 ?{_DAY}"),
        ("calendar", rf"<year>년 ?<m>월{_MONTH_PART}"),
        ("calendar", r"<year>년(?:도)?(?: ?(?:초|말|봄|여름|가을|겨울|중반|연말|연초))?(?!대)"),
        ("calendar", r"<year>\. ?<m>\. ?<day>\.?(?: ?\([월화수목금토일]\))?"),
        ("calendar", r"<year>\. ?<m>월"),
        ("calendar", r"<year>\.(?: ?<m>\.(?! ?\d)|<m>(?=[)\]~～–∼,;·\s]|$)(?! ?[억조만천%]))"),
        ("calendar", rf"<m>월 ?{_DAY}"),
        ("calendar", rf"<m>월{_MONTH_PART}"),
        ("calendar", r"(?:<year>년 ?)?<m>(?= ?[~～\-–∼] ?1?\d ?월)"),
        ("calendar", rf"(?<![월년달~\-–∼] )(?<![월년달~\-–∼제])(?P<span>(?:지난 |오는 )?{_DAY}){_NOT_A_DAY}"),
        ("calendar", r"(?:오늘|어제|그제) ?\((?:<m>월 ?)?<day>일\)"),
        ("range", r"<year>년 ?<m>월 ?<day>일? ?(?:~|～|∼|-|–|부터) ?<number>일(?:까지)?"),
        ("range", r"<m>월 ?<day>일? ?(?:~|～|∼|-|–|부터) ?<number>일(?:까지)?"),
        ("range", r"(?:(?:이달|이번 ?달|당월) ?(?:들어 ?)?|(?<![\d월년] )(?<![\d월년]))<day>일? ?(?:~|～|∼|부터) ?<number>일(?!간)(?:까지)?"),
        ("first_months", r"(?:<year>년|(?P<this_year>올해|금년|올)|(?P<last_year>지난해|작년)) ?(?:들어 ?)?(?:첫 ?|처음 ?)?<number>개월(?:간|동안| 동안)?"),
        ("first_months", r"(?:첫|처음) ?<number>개월(?:간|동안| 동안)?"),
        ("half", rf"{_WHOSE_YEAR}(?=[상하]반기)<number>"),
        ("quarter", rf"{_WHOSE_YEAR}(?=[1-4] ?/?4? ?분기)<number>(?:/4)? ?분기"),
        ("first_quarters", rf"{_WHOSE_YEAR}1[~～∼\-–]<number> ?분기"),
        ("final_quarter", rf"{_WHOSE_YEAR}마지막 분기"),
        ("months", r"<year>년 ?<m>월? ?(?:[~～\-–∼]|부터|에서) ?<year2>년 ?<m2>월(?:까지)?"),
        ("months", rf"{_WHOSE_YEAR}<m>월? ?(?:[~～\-–∼]|부터|에서) ?<m2>월(?! ?\d{{1,2}}일)(?:까지|말)?"),
        ("months_to_now", r"<m>월부터 ?(?:지금|현재|오늘|최근)까지"),
        ("until_month", rf"(?P<span>{_WHOSE_YEAR}<m>월)(?:까지|말까지| 말까지)"),
        ("year_to", r"<year>년 ?<m>월(?: ?\d{1,2}일)?(?:까지의? ?|에 끝난 |로 끝난 |말 기준 )(?:1년|일 년|12개월|회계연도)"),
        ("fiscal", r"(?:회계연도 ?)?<year>[~～\-–/∼]<year2> ?(?:회계연도|년도|년)?"),
        ("fiscal", r"<year>년? ?회계연도|회계연도 ?<year>년?"),
        ("fiscal", r"(?P<last_year>지난|직전) 회계연도|(?P<this_year>이번|올) 회계연도"),
        ("so_far", r"올해 들어(?! ?\d)(?: 지금까지)?|연초부터"),
        ("calendar", rf"(?P<year_before_last>재작년)(?: ?<m>월(?: ?{_DAY}|{_MONTH_PART}))?"),
        ("same_day", r"(?:같은|당일|이|그) ?날(?= |,|에|의|은|,)|당일"),
        ("day_after", rf"이튿날(?:인 ?{_DAY})?|다음 ?날(?:인 ?{_DAY})?|익일"),
        ("same_month", rf"(?:같은|동) ?달(?: ?{_DAY})?|동월"),
        ("same_year", rf"(?:같은|그|동) ?해(?: ?<m>월(?: ?{_DAY}|{_MONTH_PART}))?(?![외양운상결석설])"),
        ("year_after", rf"(?:이듬해|다음 ?해)(?: ?<m>월(?: ?{_DAY}|{_MONTH_PART}))?"),
        ("month_after", r"(?:다음 ?달|익월)의? ?(?P<first_day>첫 ?날|초하루|1일)"),
        ("month_after", r"<number> ?번째 ?(?:달|월)의? ?(?P<first_day>첫 ?날|첫째 날|1일)"),
        ("later", r"<number> ?(?:(?P<weeks>주)|(?P<months>개월|달)|(?P<years>년)) ?(?:뒤|후)"),
        ("later", r"(?:그 ?다음|이듬) ?(?P<months>달)"),
        ("calendar", rf"['’‘]<yy>년(?: ?<m>월(?: ?{_DAY}|{_MONTH_PART}))?|['’‘]<yy>\. ?<m>(?:월|\. ?<day>\.|\.)"),
        ("calendar", r"(?<![\d.] )(?<![\d.])<m>\. ?<day>\.? ?\([월화수목금토일]\)"),
        ("holiday", r"(?:<year>년 ?|(?P<last_year>지난해|작년) ?|(?P<this_year>올해|올) ?|(?P<next_year>내년|새해) ?)(?P<new_year>첫 ?날)"),
        ("after", r"<number> ?(?:(?P<days>일)|(?P<weeks>주)|(?P<months>개월|달)|(?P<years>년)) ?(?:이 지난 ?날|이 경과한 ?날|이 되는 날)|<number> ?(?P<days>일) ?(?:뒤|후)"),
        ("calendar", r"(?:<year>년 ?)?<m>월 ?(?:(?P<first_day>첫 ?날|초하루)|(?P<last_day>말일|마지막 ?날))"),
        ("next_month", r"(?:다음 ?달|내달) ?(?:(?P<first_day>첫 ?날|초하루)|(?P<last_day>말일|마지막 ?날))"),
        ("holiday", r"(?P<new_year>새해 첫 ?날|설날 아침|신정|1월 1일 새해)|(?P<christmas>성탄절|크리스마스)"),
        ("this_week", r"(?:이번|금) ?주(?! ?[월화수목금토일]요일)(?=[ ,에초말의중])"),
        ("last_week", r"지난 ?주(?! ?[월화수목금토일]요일)(?=[ ,에초말의중])"),
        ("next_week", r"다음 ?주(?! ?[월화수목금토일]요일)(?=[ ,에초말의중])"),
        ("this_year", r"연내|연말(?:까지|께|쯤)?|(?:해를|올해를) 넘기기 전|연중|세밑"),
        ("next_year", r"내년(?: ?(?:중|안|연초|연말))|새해(?! 첫)"),
        ("next_year", rf"새해 ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("next_season", r"(?:오는|다음|내년) ?(?:(?P<spring>봄)|(?P<summer>여름)|(?P<autumn>가을)|(?P<winter>겨울))"),
        ("last_season", r"지난 ?(?:(?P<spring>봄)|(?P<summer>여름)|(?P<autumn>가을)|(?P<winter>겨울))"),
        ("season", r"(?<![가-힣])(?:(?P<spring>봄)|(?P<summer>여름)|(?P<autumn>가을)|(?P<winter>겨울))(?=에|까지|부터| 중|철| |,|께)"),
        ("day_after_tomorrow", r"모레"),
        ("today", r"오늘|금일"),
        ("yesterday", r"어제|전날|전일|작일"),
        ("day_before", r"그제|그저께|엊그제"),
        ("tomorrow", r"내일|명일"),
        ("this_month", rf"(?:이달|이번 ?달|금월|당월)(?: ?{_DAY}| ?(?:초|중순|하순|말))?"),
        ("last_month", rf"(?:지난 ?달|전달|전월)(?! ?(?:대비|보다|비))(?: ?{_DAY}| ?(?:초|중순|하순|말))?"),
        ("next_month", rf"(?:다음 ?달|내달|익월)(?: ?{_DAY}| ?(?:초|중순|하순|말))?"),
        ("this_year", r"(?:올해|금년|올)(?: ?(?:초|말|연초|연말|봄|여름|가을|겨울))?(?![가-힣]*림)"),
        ("this_year", rf"(?:올해|금년|올) ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("last_year", r"(?:지난해|작년|전년)(?! ?(?:동기|동월|대비|보다|같은))(?: ?(?:초|말|연말|봄|여름|가을|겨울))?"),
        ("last_year", rf"(?:지난해|작년) ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("next_year", r"내년(?: ?(?:초|말|상반기|하반기|봄|여름|가을|겨울))?"),
        ("next_year", rf"내년 ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("month_past", rf"지난 ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("month_next", rf"오는 ?<m>월(?: ?{_DAY}|{_MONTH_PART})"),
        ("weekday_last_week", r"지난 ?주 ?<weekday>(?:\(<day>일\))?"),
        ("last_weekday", r"지난 ?<weekday>(?:\(<day>일\))?"),
        ("weekday_next_week", r"다음 ?주 ?<weekday>(?:\(<day>일\))?"),
        ("next_weekday", r"오는 ?<weekday>(?:\(<day>일\))?"),
        ("weekday", r"(?:이번 ?주 ?)?<weekday>(?:\(<day>일\))?"),
        ("ago", r"<number> ?(?:(?P<days>일)|(?P<weeks>주)|(?P<months>개월|달)|(?P<years>년)) ?전(?![월년])"),
    ),
)  # fmt: skip
