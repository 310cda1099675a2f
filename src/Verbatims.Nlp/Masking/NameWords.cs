using System.Collections.Frozen;

namespace Verbatims.Nlp.Masking;

// The words that the rules for names know.
internal sealed partial class NameFinder
{
    private static readonly FrozenSet<string> Titles = WordLists.Of(
        "dr drs docteur docteurs docteure docteresse doct doc pr prs prof professeur professeurs professeure mme mmes madame mesdames "
        + "m mm mr mrs monsieur messieurs mlle mlles mademoiselle dre");

    // Words that no dot shortens: after « docteur. » another sentence begins.
    private static readonly FrozenSet<string> FullTitles = WordLists.Of(
        "docteur docteurs docteure docteresse professeur professeure professeurs madame mesdames monsieur messieurs mademoiselle");

    private static readonly FrozenSet<string> Farewells = WordLists.Of(
        "cordialement cdlt cdt cordialt amicalement sincerement respectueusement salutations bisous bises journee merci bien signe");

    private static readonly FrozenSet<string> Qualities = WordLists.Of(
        "equipe sourire gentillesse douceur patience humour professionnalisme travail efficacite bienveillance ecoute remplacant remplacante bonne humeur "
        + "delicatesse disponibilite competence blagues rire voix attitude comportement attention");

    private static readonly string[] GluedTitles = ["docteur", "madame", "monsieur", "mlle", "mme", "mr", "dr", "pr"];

    private static readonly FrozenSet<string> Trades = WordLists.Of(
        "infirmier infirmiere infirmiers infirmieres inf ide ides iade ibode as ash ashs soignant soignante soignants soignantes "
        + "kine kines kinesitherapeute osteopathe ergotherapeute orthophoniste interne internes externe externes chirurgien chirurgienne "
        + "chirurgiens anesthesiste anesthesistes medecin medecins cardiologue pneumologue neurologue gynecologue gyneco urologue "
        + "radiologue pediatre geriatre oncologue gastro urgentiste dermatologue ophtalmo ophtalmologue rhumatologue psychiatre psy "
        + "psychologue dieteticien dieteticienne secretaire secretaires brancardier brancardiers brancardiere ambulancier ambulanciere "
        + "stagiaire stagiaires etudiant etudiante etudiants puericultrice puericultrices auxiliaire auxiliaires sagefemme manipulatrice "
        + "manipulateur cadre surveillante surveillant assistante assistant hotesse standardiste coordinatrice aide prenommee prenomme "
        + "nommee nomme famille collegue equipiere patient patiente pharmacienne preparatrice podologue stomatherapeute accompagnatrice "
        + "benevole benevoles eleve eleves apprenti apprentie aumonier directrice directeur chef cheffe accoucheuse maieuticien dentiste "
        + "orthopediste orthopedique visceral viscerale digestif vasculaire thoracique obstetricien obstetricienne neurochirurgien "
        + "neurochirurgienne stomatologue nephrologue hematologue endocrinologue diabetologue allergologue angiologue phlebologue "
        + "hepatologue infectiologue gastroenterologue proctologue sexologue algologue reanimateur reanimatrice generaliste "
        + "generalistes psychomotricien psychomotricienne ergo orthoptiste audioprothesiste manip socioestheticienne");

    private static readonly FrozenSet<string> Relatives = WordLists.Of(
        "mari femme epouse epoux fils fille enfant bebe mere pere maman papa frere soeur conjoint conjointe compagnon compagne ami amie "
        + "grand-mere mamie papi papy cousin cousine niece neveu tante oncle beau-pere belle-mere petit-fils petite-fille voisin voisine jumeaux");

    private static readonly FrozenSet<string> Callers = WordLists.Of(
        "merci remercie remercier remercions remerciement remerciements remerciant merciii mercis grace bravo felicitations felicitation "
        + "felicite mention pensee pensees clin coucou bisous bises salut chapeau hommage reconnaissance gratitude specialement "
        + "particulierement notamment surtout bisou bise revoir");

    // What follows one of these is a name, even one that no list knows.
    private static readonly FrozenSet<string> Namings = WordLists.Of("appelle appelait appelee nommee nomme nommait prenommee prenomme prenom nom signe signee surnom");

    // What may stand between a caller and the name: « merci à notre chère … », « grâce à la super … ».
    private static readonly FrozenSet<string> Between = WordLists.Of(
        "a au aux pour de du des d l la le les ma mon notre nos votre chere cher super gentille gentil adorable petite jeune charmante "
        + "special speciale speciales tout toute particulier particulierement surtout notamment et encore beaucoup infiniment vraiment "
        + "est sont etait c s se m douce formidable merveilleuse merveilleux oeil soit soient merci mille grand grande");

    private static readonly FrozenSet<string> Particles = WordLists.Of("de du des d la le les el al ben bel ibn da dos do di van von der den ait ould abd abou bou mac mc");

    private static readonly FrozenSet<string> NameParticles = WordLists.Of("el al ben bel ibn da dos do di van von der den ait ould abd abou bou mac mc");

    // Names that are not of persons: places, days, diseases, medicines, brands, religious feasts.
    private static readonly FrozenSet<string> NotPersons = WordLists.Of(
        "maxillo janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi "
        + "dimanche noel paques toussaint ramadan aid pentecote ascension parkinson alzheimer crohn hodgkin basedow doppler glasgow holter "
        + "horton raynaud verneuil bartholin dupuytren hashimoto charcot gougerot ehlers danlos marfan turner wilson lyme meniere morton willebrand "
        + "kawasaki guillain barre sjogren kaposi cushing addison huntington tourette asperger quervain scheuermann paget behcet castleman "
        + "foley guedel kehr kocher zimmer sigvaris dakin ringer apgar huber epley valsalva heimlich doliprane "
        + "dafalgan augmentin lovenox tramadol kardegic efferalgan spasfon betadine xanax lexomil acupan profenid levothyrox ventoline "
        + "plavix smecta inexium lasilix forlax paris lyon marseille toulouse nice nantes strasbourg montpellier bordeaux lille rennes "
        + "reims havre etienne arras laon beauvais compiegne evreux chartres blois auxerre nevers macon chalon dole vesoul belfort epinal "
        + "verdun chaumont sedan charleville lens bethune douai cambrai maubeuge valenciennes bobigny pontoise evry melun nanterre cergy "
        + "meaux provins dax agen cahors rodez albi castres tarbes auch foix carcassonne narbonne sete ales arles aubagne martigues gap "
        + "digne briancon frejus draguignan hyeres menton ajaccio bastia vienne montelimar privas aurillac tulle brive gueret perigueux "
        + "bergerac angouleme saintes rochelle niort saumur laval alencon flers lisieux cherbourg dieppe fecamp abbeville soissons "
        + "thionville forbach haguenau saverne selestat lourdes biarritz libourne arcachon vichy moulins montlucon issoire thonon "
        + "annemasse oyonnax roanne pontivy dinan guingamp lannion morlaix landerneau concarneau redon vitre fougeres toulon grenoble dijon angers nimes villeurbanne clermont ferrand aix brest tours amiens limoges metz besancon "
        + "orleans rouen mulhouse caen nancy argenteuil montreuil roubaix dunkerque tourcoing avignon poitiers creteil versailles pau "
        + "perpignan colmar bayonne quimper lorient vannes troyes chambery annecy valence cannes antibes calais beziers bourges cholet "
        + "france europe afrique canada algerie maroc tunisie senegal belgique suisse espagne portugal italie allemagne musulman musulmane bretagne normandie alsace provence corse martinique guadeloupe reunion guyane mayotte covid samu smur "
        + "urgences irm scanner ehpad chu chr ch hdj ssr usld had rdv ras tv wifi wi fi internet google doctolib uber orange sfr bouygues "
        + "netflix canal facebook instagram mcdo carrefour leclerc picard esatis ameli vitale cpam has ars iphone samsung amazon huawei "
        + "dieu jesus allah seigneur francais francaise anglais arabe espagnol portugais italien allemand");

    // A name after one of these is that of a place.
    private static readonly FrozenSet<string> Places = WordLists.Of(
        "hopital hopitaux hosto hospitalier maternite clinique cliniques polyclinique centre chu chru chr ch chi chic pavillon service services unite "
        + "unites batiment bat residence rue avenue boulevard place quai chemin impasse institut fondation maison salle etage aile secteur "
        + "site tour hall ecole lycee universite faculte ehpad ssr laboratoire labo pharmacie syndrome maladie maladies signe score "
        + "indice test vaccin ville commune quartier gare aeroport pont parking porte chambre box bloc poste urgences groupe saint sainte st ste notre "
        + "fete hospices cancer lymphome scanner valve canal angle prothese sonde drain redon trocart marque "
        + "tendon serum savon sirop laboratoires ambulance ambulances arret ligne station salon manoeuvre echelle methode loi aiguille canule "
        + "vierge jesus statue chapelle eglise college stade allee faubourg route cite parc kyste nevrome doigt fracture paralysie "
        + "boulangerie restaurant magasin");

    // What may stand between such a word and the name: « maison médicale … ».
    private static readonly FrozenSet<string> PlaceAdjectives = WordLists.Of(
        "medicale medical hospitaliere universitaire regional regionale general generale prive privee pluridisciplinaire sante");

    // First names that are things as well, when an article stands before them: « une charlotte », « en jean ».
    private static readonly FrozenSet<string> Things = WordLists.Of(
        "charlotte clementine olivier jean benjamin benjamine germain germaine madeleine marguerite mirabelle amandine colin capucine valeriane "
        + "melissa garance iris jasmin violette anemone florentin victoria angelique melodie pierrot");

    private static readonly FrozenSet<string> BeforeThings = WordLists.Of("un une le la les des du en au aux mon ma mes son sa ses propre cousin cousine cousins");

    // Ordinary words that a short list of common words may lack, and words of courtesy.
    private static readonly FrozenSet<string> NeverNames = WordLists.Of(
        "je j tu il elle on nous vous ils elles un une le la les l de du des d a au aux et ou mais donc or ni car que qui quoi dont ne pas plus "
        + "tres trop bien mal tout toute tous toutes mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces c s m n t y en "
        + "cordialement merci bisous bisou salutations respectueusement amicalement sincerement bien bravo grace se si sans sous sur par pour avec dans chez vers est etait sont ai as avons avez ont ete bonjour bonsoir merci svp madame monsieur "
        + "rien aucun aucune equipe equipes personnel service services accueil parfait super top bravo nickel "
        + "docteur infirmiere infirmieres chirurgien chirurgiens anesthesiste medecin medecins soignants brancardiers professionnels "
        + "internes externes secretaires hotesses gentillesse professionnalisme sourire ecoute disponibilite attente repas chambre "
        + "sejour hospitalisation operation intervention prise charge patients patient hopital clinique urgences ambulatoire chirurgie "
        + "cardiologie maternite pediatrie neurologie urologie gynecologie ophtalmologie orthopedie radiologie oncologie geriatrie pneumologie "
        + "reanimation rea soins bloc ok sos ps nb etc cf ex");

    // Persons whose name is that of a hospital, a ward, a street or a station: « à Georges Pompidou ».
    private static readonly FrozenSet<string> Eponyms = WordLists.Of(
        "pompidou herriot pasteur laennec bichat curie mondor pare debre trousseau cochin berard calmettes lambret becquerel baclesse veil "
        + "lariboisiere necker tenon foch huriez pellegrin broca charcot sabourin dunant bretonneau clemenceau schweitzer fleming dupuytren "
        + "gaulle mitterrand chirac roussy salengro minjoz montpied lannelongue lacassagne beclere rothschild claudel jaures ballanger "
        + "chenevier vautrin widal lapeyronie chauliac laveran");

    private static readonly FrozenSet<string> NamesOfPlaces = new[]
    {
        "jean verdier", "louis mourier", "paul brousse", "raymond poincare", "charles nicolle", "louis pradel", "eugene marquis",
        "claudius regaud", "jean perrin", "andre gregoire", "robert boulin", "rene muret", "max fourestier", "jeanne flandre",
        "arnaud villeneuve", "claude bernard", "louise michel", "jeanne garnier", "victor dupouy", "emile roux", "rene dubos",
        "philippe pinel", "marc jacquet", "jacques monod", "jacques lacarin", "robert bisson", "emile durkheim", "jean bernard",
        "henri duffaut", "joseph ducuing", "paul guiraud", "roger prevot", "charles foix", "jean rostand", "corentin celton",
        "charles perrens", "xavier arnozan", "guillaume regnier", "paul strauss", "nelson mandela", "emile muller", "antoine charial",
        "renee sabran", "victor hugo", "jean moulin", "jules verne", "jules ferry", "emile zola", "albert camus", "louis aragon",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> NotBeforeInitials = WordLists.Of(
        "plan vitamine hepatite groupe type bat batiment chambre escalier porte aile etage bloc point option partie niveau categorie secteur hall");

    private static readonly FrozenSet<string> Abbreviations = WordLists.Of("as rv tv ps cv hs qr pj nb ok rh pc id ia sf mr");

    // First names that are words as well: they need more than the list to be names.
    private static bool IsAlsoAWord(string plain) => WordLists.CommonWords.Contains(plain) || plain.Length <= 3
        || plain is "victoire" or "reine" or "noel" or "pascal" or "modeste" or "prosper" or "marin" or "lazare" or "marine" or "clement"
            or "clemence" or "constance" or "felicite" or "esperance" or "ambre" or "perle" or "flora" or "melodie" or "orlane" or "doudou"
            or "violette" or "jade" or "capucine" or "hortense" or "chance" or "harmony" or "dorian" or "florence" or "nancy" or "lorraine"
            or "mama" or "georgia" or "virginia" or "orphee" or "alma" or "carmen" or "viola" or "prune" or "cerise" or "alban" or "vera"
            or "bella" or "ange" or "angel" or "celeste" or "olympe" or "pia" or "ines" or "prudence" or "franck" or "kenya" or "beaucoup" or "marguerite" or "aurore" or "camelia" or "rosette" or "domi" or "mimi" or "pierre" or "iris" or "angelique" or "salomon" or "madeleine" or "lino" or "arcade" or "pape" or "vital"
            or "benigne" or "momo" or "juju" or "jojo" or "soso" or "caro" or "vero" or "isa" or "titi" or "kiki" or "lulu";
}
