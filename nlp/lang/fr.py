"""French, of Europe, Canada and Africa."""

from nlp.lang.language import Cue, Language

_DAY_MONTH = r"\b<day>(?:er|ᵉʳ)? <month>(?!\w)"
_MONTH = r"\b<month>(?!\w)"
_WEEKDAY = r"\b(?=\w{5})<weekday>(?!\w)"
_THIS_YEAR = r"(?:de cette année|de l[’']année en cours|de la présente année)"
_LAST_YEAR = r"(?:de l[’'](?:an|année) (?:dernier|dernière|passée?|précédente?))"
_NEXT_YEAR = r"(?:de l[’'](?:an|année) (?:prochaine?|suivante))"
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
_AFTER_WHAT = r"(?:plus tard|après|(?:suivant|à compter de|à partir de|à dater de) (?:l[ae] |s[ao]n? |cette |l[’'])\w+)"

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
    "roubles": "RUB", "francs suisses": "CHF", "francs cfa": "XOF", "fcfa": "XOF", "dirhams": "MAD",
    "dirhams marocains": "MAD", "dirhams émiratis": "AED", "dinars tunisiens": "TND", "dinars algériens": "DZD",
    "riyals": "SAR", "livres turques": "TRY", "reais": "BRL", "réaux": "BRL", "pesos": "$", "patacas": "MOP",
    "rands": "ZAR", "ariarys": "MGA", "bahts": "THB",
}  # fmt: skip

LANGUAGE = Language(
    code="fr",
    cues={
        Cue.ARRANGEMENT: (
            "{accord*,arrangement*,convention*,protocole*,décision*,mémorandum*,entente*,pacte*} … reconnaissance* {mutuelle*,réciproque*}",
            "{accord*,arrangement*} … reconnaissance* {mutuelle*,réciproque*} … {oea,opérateur*,programme*}",
            "{accord*,arrangement*,décision*} … reconn* {mutuellement,réciproquement}",
            "{accord*,arrangement*} {oea,arm,entre oea,sur les oea}",
            "reconnaissance* {mutuelle*,réciproque*} … {oea,opérateur*,programme*}",
            "reconnaissance* {mutuelle*,réciproque*}",
            "reconn* {mutuellement,réciproquement} … {oea,opérateur*,programme*}",
            "{arm,arms,mra,mras,aarm}",
        ),
        Cue.PLAN: (
            "plan* {conjoint*,commun*,} {d ',d ’,de} {action*,travail}",
            "{plan*,programme} {d ',d ’,de} {action*,travail} {conjoint*,commun*}",
            "{plan* de mise en œuvre,plan* de mise en oeuvre}",
            "{feuille*,cadre} de route",
            "{lettre*,déclaration*,mémorandum} {d ',d ’} intention*",
            "{déclaration conjointe,déclaration commune,communiqué conjoint}",
        ),
        Cue.LOOKALIKE: (
            "assistance {administrative,} {mutuelle,réciproque}",
            "{accord*,convention*} … assistance {administrative,} {mutuelle,réciproque}",
            "{accord*,convention*,mémorandum*,protocole*} … {coopération,assistance,entraide}",
            "{de,d ',d ’,en,sur} {l ',l ’,la,} évaluation* de {la,} conformité",
            "évaluation de la conformité",
            "{accord*,traité*} … libre - échange",
            "{libre - échange,ale,zlecaf,partenariat économique,aecg,ceta}",
            "double imposition",
            "certificat* {d ',d ’} origine",
            "{accord*,convention*,protocole*} … échange* {de,d ',d ’} {données,renseignements,informations}",
            "échange {automatique,électronique} {de,d ',d ’} {données,renseignements,informations}",
            "{de,des,sur les} {produits biologiques,qualifications professionnelles,diplômes,permis de conduire}",
            "{biologique,biologiques,diplômes,qualifications professionnelles}",
            "{d ',d ’,des,de} {architectes,ingénieurs,infirmières,infirmiers,comptables,médecins}",
            "bonnes pratiques {de fabrication,cliniques,de laboratoire}",
            "{signature*,certificat*} {électronique*,numérique*}",
            "{des,de} télécommunications",
            "sécurité sociale",
            "organisation des états américains",
        ),
        Cue.INSTRUMENT: (
            "{l ',l ’,cet,un,le,ce,deuxième,troisième,premier,nouvel,nouveau,second,dudit,ledit,tel,du} {accord,arrangement,document,instrument,protocole,mémorandum}",
            "{les,ces,des,deux,trois,plusieurs,tels} {accords,arrangements,instruments,documents}",
            "{accord,arrangement} {avec,entre,bilatéral}",
            "{la,cette,une} décision",
            "{mémorandum,protocole}",
        ),
        Cue.PROGRAMME: (
            "{oea,oeas}",
            "opérateur* économique* agréé*",
            "{partenaires en protection,pep,douane - commerce,négociant* digne* de confiance,négociants de confiance}",
            "{c - tpat,ctpat}",
        ),
        Cue.SIGN: (
            "{signe,signent,signé,signée,signés,signées,signer,signèrent,signa,signant,signature,signatures,cosigné,cosignent,cosignée}",
            "{signera,signeront,signerait,signeraient,signerons}",
            "{appos*,mis,mettent,met} {leur*,sa,son,ses} {signature*,paraphe*,sceau*}",
            "{scell*}",
            "{conclu,conclue,conclus,conclues,conclure,conclut,concluent,conclurent,concluant,conclusion,conclura,concluront}",
            "{adopt*}",
            "{pass*,trouv*,concrétis*} … {accord*,arrangement*}",
            "{convenu*,conviennent,convenir} de {se,} reconn*",
            "{formalis*}",
            "{adhéré,adhère,adhèrent,adhésion,devient partie,devenu partie,devenue partie,a rejoint,rejoint}",
            "{établi,établit,établissent,établissant,instaur*} … reconnaissance",
            "{remonte au,remonte à,date du}",
            "{lance,lancent,lancé,lancée,lancement}",
            "échange* {de,d ',d ’,des} {lettres,instruments,notes,signatures}",
        ),
        Cue.AGREE_TEXT: (
            "{paraph*}",
            "{conclu*,finalis*,achev*,boucl*,clos,clôtur*,termin*} … {négociation,négociations,texte,rédaction,projet}",
            "{conclusion,clôture,fin,aboutissement} {des,de la,de} négociation*",
            "{négociation,négociations,texte,projet} … {conclu*,finalis*,achev*,boucl*,abouti*,clos*,approuv*,arrêté*}",
            "{approuv*,approbation,autoris*} … {signature,texte,projet}",
            "{conseil des ministres,gouvernement,conseil,cabinet} … {approuv*,autoris*,entérin*}",
            "{accord*,entente*} sur {le,un} texte",
        ),
        Cue.START_TALKS: (
            "{ouv*,lanc*,entam*,début*,engag*,commenc*,amorc*,démarr*} … {négociation,négociations,pourparlers,discussions,consultations}",
            "{négociation,négociations,pourparlers} … {ouvert*,lancé*,entam*,débuté*,engagé*,commenc*,démarr*,début*}",
            "{ouverture,lancement,début,démarrage,engagement} … {négociation,négociations,pourparlers,consultations}",
        ),
        Cue.FORCE: (
            "{entre,entrent,entré,entrée,entrés,entrées,entrer,entra,entrèrent,entrant} en {vigueur,application,service,fonction}",
            "en {pleine,} {vigueur,application}",
            "{mise,mis,mises,mettre,met,mettent,mettant} en {œuvre,oeuvre,application,vigueur,place,pratique,service}",
            "en {œuvre,oeuvre,service,pratique}",
            "{applicable,applicables,effectif,effective,effectifs,opérationnel,opérationnelle,opérationnels} {depuis,à compter,à partir,dès,le,au}",
            "{pleinement,entièrement} {opérationnel*,appliqué*,effectif*,mis}",
            "{devenu,devenue,devient,deviennent} {opérationnel*,effectif*,applicable*}",
            "{prend,prennent,pris,prise,prendre,prendra,prendront} {d ',d ’,} effet",
            "{appliqué,appliquée,appliquent,applique,appliquera} {depuis,à compter,à partir,dès,à titre provisoire,provisoirement}",
            "{s ',s ’} {applique,appliquent,appliquera,appliqueront,appliquait}",
            "{est,sont,sera,seront} {appliqué*}",
            "{application,exploitation} {provisoire,effective,intégrale}",
            "pleine application",
            "{commenc*,début*} à {s ',s ’,être,fonctionner,produire} {appliquer,appliqué*,effet*,}",
        ),
        Cue.PILOT: (
            "{pilote,pilotes,phase d ' essai,phase d ’ essai,essai,essais,expérimentation,expérimental*,phase de test}",
        ),
        Cue.EXPAND: (
            "{élarg*,étend*,étendu*,extension,amplifi*} … {portée,champ,arm,accord,arrangement,reconnaissance,couverture,avantages}",
            "{mémorandum,protocole,arrangement,accord} {d ',d ’} {application,exécution}",
            "{protocole,accord,arrangement} {additionnel,complémentaire,modificatif}",
            "{avenant,mémorandum explicatif}",
        ),
        Cue.SUSPEND: (
            "{suspend*,suspens*} … {accord,arrangement,arm,reconnaissance}",
            "{accord,arrangement,arm,reconnaissance} … {suspendu*,suspension}",
        ),
        Cue.TERMINATE: (
            "{dénonc*,résili*,mis fin,met fin,mettent fin,cessation,abrog*,cess*} … {accord,arrangement,arm,reconnaissance}",
            "{accord,arrangement,arm,reconnaissance} … {dénonc*,résili*,caduc,caduque,pris fin,prend fin,cess*,expir*,abrog*}",
        ),
        Cue.PLANNED: (
            "{va,vont,prévoit,prévoient,prévu,prévue,prévus,prévoyait,envisage,envisagent,envisagé,envisagée,devrait,devraient,doit,doivent,devra,devront}",
            "{souhait*,espèr*,espér*,entend,entendent,projett*,ambitionn*,aspir*,compte bien,comptent bien,vise à,visent à,vise la,cherche à,cherchent à}",
            "{s ',s ’} {apprête,apprêtent,engage,engagent}",
            "{sur le point,prêt à,prêts à,prête à,prêtes à,en passe}",
            "{en vue de,afin de,dans le but de,en vue d ',en vue d ’} {la,une,} {signer,signature,conclure,négocier,mettre}",
            "{négocie,négocient,en négociation,en cours de négociation,en pourparlers,travaille à,travaillent à,intention,objectif de}",
            "{bientôt,prochainement,à l ' avenir,à l ’ avenir,prochains mois,prochaines semaines,an prochain,année prochaine,à terme}",
            "{sera,seront,serait,seraient,pourra,pourront,pourrait,pourraient,entrera,entreront,mettra,mettront,permettra de}",
            "{signera,signeront,signerait,signerons,conclura,concluront,adoptera,adopteront,appliquera,appliqueront,prendra,prendront}",
            "{lancera,lanceront,ouvrira,ouvriront,débutera,débuteront,commencera,commenceront,entamera,entameront}",
        ),
        Cue.DENIED: (
            "{ne,n ',n ’,ni,jamais,aucun,aucune,dément,démentent,démenti,nie,nient,refus*,rejet*,report*,ajourn*,repouss*,différ*}",
            "{pas,point} {encore,}",
            "sans {avoir,qu,que,accord,signer,reconnaissance}",
        ),
        Cue.EARLIER: (
            "{après,à la suite de,outre,en plus de,hormis,en sus de,faisant suite à,fait suite à}",
            "{après,outre,à la suite de} {ceux,les accords,celui,celle,celles,les arrangements} {déjà,} {signé*,conclu*,passé*,adopté*}",
            "{déjà,précédemment} {signé*,conclu*,en vigueur}",
            "{auparavant,précédemment,avant ceux,avait déjà,avaient déjà,a déjà,ont déjà,dispose déjà}",
            "{s ',s ’} {ajoute à,ajoutent à,ajoutant à,ajoute aux,ajoutent aux,ajoutant aux}",
            "{rejoint,rejoignant,de même que,ainsi que ceux,comme ceux}",
        ),
        Cue.BOTH: (
            "{les deux,deux,chacune des deux} {parties,pays,douanes,administrations,agences,gouvernements,autorités,économies,nations,institutions,territoires,services,côtés}",
            "{les parties,mutuellement,bilatér*,de part et d ' autre,de part et d ’ autre,l ' un de l ' autre,l ’ un de l ’ autre}",
        ),
        Cue.PARTNERS: (
            "{a,ont,compte,dispose,disposent,possède,signé,conclu,applique,détient} … {accords,accord,arrangements,arrangement,arm} … avec",
            "{arm,accords,arrangements,reconnaissance mutuelle} … {avec,dont,comprennent}",
            "{partenaires,partenaire} … {sont,comprennent,figurent,dont}",
        ),
        Cue.TRADE: (
            "{échanges,commerce} {commerciaux,commercial,bilatéral,bilatéraux,extérieur,extérieurs,total,totaux,global,mondial}",
            "{échanges,commerce} {bilatéraux,bilatéral,extérieur,} de {marchandises,biens,produits}",
            "{volume,valeur,montant} {des échanges,du commerce}",
            "{importations et exportations,exportations et importations,import - export}",
            "{commerce avec,commerce entre,échanges avec,échanges entre,échanges,commerce}",
        ),
        Cue.EXPORT: (
            "{exportation,exportations,exporte,exportent,exporté,exportée,exportés,exportées,exporter,exportant,exportait}",
            "{ventes à,ventes vers,expéditions vers,livraisons à,livraisons vers,vendu à}",
        ),
        Cue.IMPORT: (
            "{importation,importations,importe,importent,importé,importée,importés,importées,importer,importait}",
            "{achats à,achats en provenance,achats de,acheté à}",
        ),
        Cue.UP: (
            "{augment*,hausse,hausses,progress*,croissance,accru,accrue,accrus,accrues,accroissement,croît,cru,crû,croissent,bond,bondi,bondit,grimp*}",
            "{supérieur*,plus que,de plus,expansion,hissé,gagn*,élargi}",
        ),
        Cue.DOWN: (
            "{baiss*,recul*,diminu*,chut*,repli,replié,repliées,contract*,réduit*,réduction,inférieur*,moins,fléchi*,tomb*,régress*,décroiss*,décru}",
        ),
        Cue.NOT_YOY: (
            "{mois précédent,mois dernier,trimestre précédent,d ' un mois sur l ' autre,d ’ un mois sur l ’ autre,mensuel,mensuelle,trimestriel,trimestrielle,glissement mensuel}",
            "{en moyenne,moyenne annuelle,annuel moyen,annuelle moyenne,par an depuis,depuis 20*,décennie,dix ans,cinq ans,doubl*,tripl*,quadrupl*,quintupl*,multipli*}",
        ),
        Cue.NO_FIGURE: (
            "{déficit,excédent,solde,balance commerciale,objectif,cible,prévision*,prévoit,projection*,seuil,plafond,investissement,investissements,pib,ide}",
            "{recettes,revenus,amende*,droits,taxes,saisi*,saisie*,cocaïne,drogue*,contrebande,stupéfiants,économies de,économiser,aide,prêt,crédit,subvention,budget,dette}",
        ),
        Cue.COUNTRIES: ("{pays,nations,nation}",),
        Cue.ECONOMIES: ("{économies,économie,partenaires,partenaire,territoires douaniers,juridictions}",),
        Cue.ARRANGEMENTS: (
            "{accords,accord,arrangements,arrangement,arm,arms,mra,mras,conventions,reconnaissances,reconnaissance mutuelle}",
        ),
        Cue.COMPANIES: (
            "{entreprises,entreprise,sociétés,société,opérateurs,opérateur,exportateurs,importateurs,négociants,entités,participants,membres,titulaires}",
        ),
        Cue.MEASURES: ("{mesures,mesure,avantages,facilités,facilitations,bénéfices,privilèges}",),
        Cue.SHARE: (
            "{du,des,de ses,de son,de leurs} … {commerce,exportations,importations,échanges}",
            "{du total,part de,part du,part des,proportion}",
        ),
        Cue.RANK: (
            "{premier,principal,deuxième,second,troisième,quatrième,cinquième,sixième,septième,huitième,neuvième,dixième,grand} {partenaire commercial,partenaire,marché,fournisseur,client,débouché,exportateur,importateur}",
            "{deuxième,troisième,quatrième,cinquième} {principal,plus grand,plus important} {partenaire,marché,fournisseur,client,débouché}",
            "{première,principale,deuxième,troisième} {destination,source}",
            "{partenaire commercial,marché,fournisseur} {le plus important,numéro un}",
            "{premier,deuxième,troisième,quatrième,cinquième,sixième,septième,huitième,neuvième,dixième} rang",
            "{première,deuxième,troisième,quatrième,cinquième,sixième,septième,huitième,neuvième,dixième} place",
            "{plus que tout autre,numéro un,le plus grand nombre}",
        ),
        Cue.RANK_WORD: (
            "{premier,première,principal,principale,plus grand,plus grande,plus important,plus importante}",
        ),
        Cue.BELT_AND_ROAD: (
            "{ceinture et la route,ceinture et route,la ceinture et,nouvelles routes de la soie,route de la soie,routes de la soie}",
        ),
    },
    benefits={
        "reduced_inspection": (
            "{moins,réduction,réduit*,diminution,allég*,moindre,réduire} … {inspection*,contrôle*,vérification*,visite*,examen*,fouille*}",
            "{inspection*,contrôle*,vérification*} … {réduit*,allég*,moins fréquent*}",
        ),
        "priority_inspection": (
            "{priorit*,préférentiel*} … {inspection*,contrôle*,vérification*,examen*}",
            "{inspection*,contrôle*,vérification*} … {priorit*,en priorité}",
        ),
        "priority_clearance": (
            "{priorit*,préférentiel*,rapide*,accélér*,simplifi*,facilit*} … {dédouanement,mainlevée,passage en douane,traitement}",
            "{dédouanement,mainlevée} … {priorit*,rapide*,accélér*,simplifi*,préférentiel*}",
        ),
        "liaison_contact": (
            "{point*,agent*,personne,fonctionnaire*,correspondant*,interlocuteur*} de {contact,liaison}",
            "{interlocuteur*,correspondant dédié,contact dédié,coordonnateur,coordinateur,gestionnaire de compte}",
        ),
        "priority_recovery": (
            "{après,reprise,reprend*,rétabliss*,redémarrage} … {perturbation*,interruption*,fermeture,crise}",
            "reprise {des échanges,du commerce,des activités}",
        ),
        "reduced_documents": (
            "{moins,réduction,réduit*,simplifi*,allég*} … {documents,formalités,documentation,données,pièces,paperasse,exigences}",
        ),
        "risk_assessment": (
            "{faible,réduit*,favorable,moindre,inférieur*} … {risque,risques}",
            "{évaluation,analyse,profil,cote,score} … {risque,risques} … {favorable,réduit,faible}",
        ),
    },
    decimal_comma=True,
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
        ("range", rf"\b<day>(?:er)?\s?(?:-|–|au|et|à)\s?<number> {_MONTH}{_OF_YEAR}(?!,? respectivement)"),
        ("today", r"\baujourd[’']hui|(?<!à )\bce (?:jour|matin|soir)(?![\w-])|\bcet après-midi"),
        ("yesterday", r"\bhier(?: (?:matin|soir))?(?!\w)"),
        ("day_before", r"\bavant-hier"),
        ("tomorrow", r"\bdemain(?!\w)"),
        ("this_month", r"\b<day> (?:courant|du mois courant|du mois en cours|de ce mois|du présent mois)(?!\w)"),
        ("this_month", r"\bce mois(?:-ci)?(?!\w)|\bmois (?:courant|en cours)"),
        ("last_month", r"\b(?:<day> du )?mois (?:dernier|passé|précédent)(?!\w)"),
        ("next_month", r"\b(?:<day> du )?mois prochain|\bprochain mois(?! d)"),
        ("this_year", r"\bcette année|\bl[’']année en cours|\bprésente année"),
        ("last_year", r"\bl[’'](?:an|année) (?:dernier|dernière|passée?|précédente?)|\bun an (?:plus tôt|auparavant)"),
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
        ("weekday", rf"\b(?:ce|depuis|de|dès) (?P<span>{_WEEKDAY})(?!,? (?:le )?\(?\d|,? (?:dernier|prochain))"),
        ("weekday", rf"(?P<span>{_WEEKDAY})(?=,? (?:à|en|par|au|lors)\b)"),
        (
            "ago",
            r"\bil y a (?:une?|<number>) (?:(?P<days>jours?)|(?P<weeks>semaines?)|(?P<months>mois)|(?P<years>ans?|années?))",
        ),
        ("calendar", rf"\b(?P<last_day>dernier jour) (?:de |d[’']|du mois de |du mois d[’'])?{_MONTH}{_OF_YEAR}"),
        ("calendar", rf"\b(?P<first_day>premier (?:jour (?:de |d[’']|du mois de |du mois d[’'])?)?){_MONTH}{_OF_YEAR}"),
        ("calendar", r"\ble (?P<span><day>)(?=,? et le \d{1,2} <month>(?!\w)(?: <year>)?)"),
        ("calendar", r"\b<day>(?=(?:, \d{1,2})* et \d{1,2} <month>(?!\w)(?: <year>)?,? respectivement)"),
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
        ("after", rf"\b(?:une?|<number>) {_UNIT},? {_AFTER_WHAT}"),
        (
            "month_after",
            r"\b(?P<first_day>(?:premier|1er) jour) du (?:<number> )?mois (?:suivant|qui suit|qui suivra)(?: (?:celui|la date) d(?:e|u|)(?: (?:la|sa|son))? ?\w+)?",
        ),
    ),
)
