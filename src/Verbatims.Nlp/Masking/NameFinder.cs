using System.Buffers;
using System.Collections.Frozen;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Finds the names of persons as patients write them: after a title, a trade, thanks or a relation, in lists, in lower case and
/// with faults. Names of hospitals, wards, diseases and medicines stay.
/// </summary>
internal sealed class NameFinder
{
    private static readonly FrozenSet<string> Titles = WordLists.Of(
        "dr drs docteur docteurs docteure docteresse doct doc pr prs prof professeur professeurs professeure mme mmes madame mesdames "
        + "m mm mr mrs monsieur messieurs mlle mlles mademoiselle dre");

    // Words that no dot shortens: after « docteur. » another sentence begins.
    private static readonly FrozenSet<string> FullTitles = WordLists.Of(
        "docteur docteurs docteure docteresse professeur professeure professeurs madame mesdames monsieur messieurs mademoiselle");


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
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi "
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
        + "france europe afrique bretagne normandie alsace provence corse martinique guadeloupe reunion guyane mayotte covid samu smur "
        + "urgences irm scanner ehpad chu chr ch hdj ssr usld had rdv ras tv wifi wi fi internet google doctolib uber orange sfr bouygues "
        + "netflix canal facebook instagram mcdo carrefour leclerc picard esatis ameli vitale cpam has ars iphone samsung "
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

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?\n\r;:");
    private static readonly SearchValues<char> ListMarks = SearchValues.Create("-*\"«(/");
    private static readonly SearchValues<char> TitleEnds = SearchValues.Create("\n\r!?,;:()");
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r.!?;");
    private static readonly SearchValues<char> ListSigns = SearchValues.Create(",/&+-\n");
    private static readonly SearchValues<char> ListEnds = SearchValues.Create(".!?;:()");

    // First names that are words as well: they need more than the list to be names.
    private static bool IsAlsoAWord(string plain) => WordLists.CommonWords.Contains(plain) || plain.Length <= 3
        || plain is "victoire" or "reine" or "noel" or "pascal" or "modeste" or "prosper" or "marin" or "lazare" or "marine" or "clement"
            or "clemence" or "constance" or "felicite" or "esperance" or "ambre" or "perle" or "flora" or "melodie" or "orlane" or "doudou"
            or "violette" or "jade" or "capucine" or "hortense" or "chance" or "harmony" or "dorian" or "florence" or "nancy" or "lorraine"
            or "mama" or "georgia" or "virginia" or "orphee" or "alma" or "carmen" or "viola" or "prune" or "cerise" or "alban" or "vera"
            or "bella" or "ange" or "angel" or "celeste" or "olympe" or "pia" or "ines" or "prudence" or "franck" or "kenya" or "beaucoup" or "marguerite" or "aurore" or "camelia" or "rosette" or "domi" or "mimi" or "pierre" or "iris" or "angelique" or "salomon" or "madeleine" or "lino" or "arcade" or "pape" or "vital"
            or "benigne" or "momo" or "juju" or "jojo" or "soso" or "caro" or "vero" or "isa" or "titi" or "kiki" or "lulu";

    private readonly string _text;
    private readonly List<Word> _words;
    private readonly bool _hasCase;
    private readonly bool[] _isName;

    private NameFinder(string text)
    {
        _text = text;
        _words = WordScanner.Scan(text);
        _isName = new bool[_words.Count];
        var (upper, lower) = (text.Count(char.IsUpper), text.Count(char.IsLower));
        // A text all in capitals or all in lower case says nothing by its capitals.
        _hasCase = upper > 0 && lower > upper;
    }

    /// <summary>The places of names, in order, without overlap; a first name and its family name are one place.</summary>
    public static List<(int Start, int End)> Find(string text)
    {
        var finder = new NameFinder(text);
        finder.AfterTitles();
        finder.AfterNamings();
        finder.AfterTradesAndRelatives();
        finder.AfterCallers();
        finder.Initials();
        finder.Alone();
        finder.InLists();
        return finder.NamePlaces();
    }

    private bool IsCapital(int i) => char.IsUpper(_text[_words[i].Start]);

    private bool IsAllCapitals(int i) =>
        _words[i].End - _words[i].Start > 1 && !_text.AsSpan(_words[i].Start, _words[i].End - _words[i].Start).ContainsAnyInRange('a', 'z');

    private string Gap(int i) => _text[_words[i].End.._words[i + 1].Start];

    // Two words that nothing but a space, a hyphen or an apostrophe parts.
    private bool IsJoined(int i) => i + 1 < _words.Count && Gap(i) is " " or "-" or "'" or "\u2019" or "  " or "\u00a0" or ". ";

    private bool IsFirstName(int i) => WordLists.FirstNames.Contains(_words[i].Text);

    private bool IsFamilyName(int i) => WordLists.FamilyNames.Contains(_words[i].Text);

    private bool IsCommon(int i) => WordLists.CommonWords.Contains(_words[i].Text) || NeverNames.Contains(_words[i].Text);

    private bool IsWord(int i) => char.IsLetter(_text[_words[i].Start]);

    private bool IsExcluded(int i) => !IsWord(i) || NotPersons.Contains(_words[i].Text) || NeverNames.Contains(_words[i].Text)
        || Titles.Contains(_words[i].Text) || Trades.Contains(_words[i].Text);

    private bool StandsAfterPlace(int i)
    {
        for (var back = 1; back <= 3 && i - back >= 0; back++)
        {
            if (Ends(i - back) || Gap(i - back).Contains(',', StringComparison.Ordinal))
                return false;
            if (Places.Contains(_words[i - back].Text))
                return true;
            if (Titles.Contains(_words[i - back].Text))
                return false;
            // « hôpital de la Croix », « hôpital Édouard Herriot »: small words and other capitals may stand between.
            if (!Particles.Contains(_words[i - back].Text) && !PlaceAdjectives.Contains(_words[i - back].Text) && !IsCapital(i - back))
                return false;
        }

        return false;
    }

    // Whether a sentence or a line ends after a word.
    private bool Ends(int i) => i + 1 >= _words.Count || Gap(i).AsSpan().ContainsAny(SentenceEnds);

    // « à henri mondor », « jeanne de flandre »: the hospital, not the person.
    private bool IsNameOfPlace(int i)
    {
        var next = i + 1;
        while (next + 1 < _words.Count && IsJoined(next) && Particles.Contains(_words[next].Text))
            next++;
        if (next < _words.Count && IsJoined(i) && IsFirstName(i)
            && (Eponyms.Contains(_words[next].Text) || NamesOfPlaces.Contains($"{_words[i].Text} {_words[next].Text}")))
        {
            return true;
        }

        var before = i - 1;
        while (before > 0 && IsJoined(before) && Particles.Contains(_words[before].Text))
            before--;
        return before >= 0 && IsJoined(before) && IsFirstName(before)
            && (Eponyms.Contains(_words[i].Text) || NamesOfPlaces.Contains($"{_words[before].Text} {_words[i].Text}"));
    }

    private bool IsThing(int i) => i > 0 && !IsCapital(i) && Things.Contains(_words[i].Text) && BeforeThings.Contains(_words[i - 1].Text);

    // A family name that is no word and no first name: it needs neither a capital nor a title.
    private bool IsOnlyAFamilyName(int i) => IsPlainlyAFamilyName(i) && _words[i].Text.Length >= 5;

    private bool IsPlainlyAFamilyName(int i) =>
        IsFamilyName(i) && !IsCommon(i) && !IsFirstName(i) && !WordLists.FamilyNamesThatAreWords.Contains(_words[i].Text);

    // « awa », « léo »: too short to be sure of, but a name among names.
    private bool IsShortName(int i) => IsFirstName(i) && !IsCommon(i) && _words[i].Text.Length == 3;

    // « Perle, sage-femme », « Olive, l'aide-soignante »
    private bool HasTradeBeside(int i)
    {
        if (i + 1 >= _words.Count || Gap(i) is not (" " or ", " or " , " or " (" or ": " or " : "))
            return false;
        var next = i + 1;
        if (_words[next].Text is "l" or "le" or "la" or "notre" or "mon" or "ma" && next + 1 < _words.Count)
            next++;
        return (Trades.Contains(_words[next].Text) && !_words[next].Text.EndsWith('s'))
            || (_words[next].Text is "sage" && next + 1 < _words.Count && _words[next + 1].Text is "femme");
    }

    private bool StartsSentence(int i) => i == 0 || Ends(i - 1) || Gap(i - 1).AsSpan().ContainsAny(ListMarks);

    private void AfterTitles()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            if (!Titles.Contains(_words[i].Text) || !IsTitleHere(i))
                continue;
            var next = i + 1;
            while (next + 1 < _words.Count && (Titles.Contains(_words[next].Text) || (_words[next].Text is "le" or "la" && Titles.Contains(_words[next + 1].Text))))
                next++;
            while (next + 1 < _words.Count && _words[next].Text is "veuve" or "vve" or "epouse" or "nee")
                next++;
            TakeName(next, isCertain: true);
            // « les docteurs Martin et Petit »
            if (_words[i].Text.EndsWith('s') || _words[i].Text is "drs" or "mrs" or "mm")
                TakeFollowers(next, afterCertain: true);
        }
    }

    private bool IsTitleHere(int i)
    {
        var gap = Gap(i);
        var word = _words[i].Text;
        if (gap.AsSpan().ContainsAny(TitleEnds) || (gap.Contains('.', StringComparison.Ordinal) && FullTitles.Contains(word)))
            return false;
        // A single m is a title only with its dot, or as a capital before a capital: « M. Roux », « M Roux ».
        return word is not "m" || (gap.StartsWith('.') && char.IsUpper(_text[_words[i].Start])) || (IsCapital(i) && gap == " " && IsCapital(i + 1))
            || (gap.StartsWith('.') && !IsCommon(i + 1));
    }

    private void AfterTradesAndRelatives()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            var word = _words[i].Text;
            var isTrade = Trades.Contains(word) || (word is "femme" or "femmes" && i > 0 && _words[i - 1].Text is "sage" or "sages");
            var isRelative = Relatives.Contains(word) && i > 0 && _words[i - 1].Text is "mon" or "ma" or "mes" or "notre" or "son" or "sa" or "nos" or "l" or "le" or "la" or "belle" or "beau" or "petit" or "petite" or "grand";
            if ((!isTrade && !isRelative) || Gap(i).AsSpan().ContainsAny(Breaks))
                continue;

            // « l'infirmière de nuit Sandrine », « ma fille, Léa », « le papa de Soan »
            var next = i + 1;
            for (var skipped = 0; skipped < 3 && next + 1 < _words.Count && !Ends(next) && IsLinkAfterTrade(next, isRelative); skipped++)
                next++;
            // « la famille jaouen », « monsieur le directeur castaing »: even a name that no list knows.
            var isNamed = next == i + 1 && !IsCommon(next) && _words[next].Text.Length >= 4
                && (word is "famille" || (i >= 2 && _words[i - 1].Text is "le" or "la" && Titles.Contains(_words[i - 2].Text)));
            if (TakeName(next, isCertain: isNamed, isExpected: true))
                TakeFollowers(next, afterCertain: word.EndsWith('s'));
        }
    }

    private bool IsLinkAfterTrade(int i, bool isRelative) => _words[i].Text switch
    {
        "de" or "du" or "d" => isRelative || _words[i + 1].Text is "nuit" or "jour" or "bloc" or "salle" or "garde" or "matin" or "soir",
        var word => word is "nuit" or "jour" or "matin" or "soir" or "bloc" or "garde" or "en" or "chef" or "soignant" or "soignante"
            or "soignantes" or "soignants" or "liberale" or "principale" or "anesthesiste" or "medicale" or "sociale" or "stagiaire" or "nommee"
            or "prenommee" or "nomme" or "prenomme" or "s" or "appelle" or "appelait" or "appelee" or "cadre" or "diplomee" or "referente"
            or "salle" or "reveil",
    };

    private void AfterNamings()
    {
        for (var i = 0; i + 1 < _words.Count; i++)
        {
            if (!Namings.Contains(_words[i].Text) || Gap(i).AsSpan().ContainsAny(Breaks))
                continue;
            var next = i + 1;
            while (next + 1 < _words.Count && next - i < 6 && (Titles.Contains(_words[next].Text)
                || _words[next].Text is "de" or "d" or "jeune" or "fille" or "epouse" or "famille" or "est" or "c" or "a" or "veuve"))
            {
                next++;
            }

            var isNaming = _words[i].Text is not ("nom" or "prenom") || Gap(i).Contains(':', StringComparison.Ordinal) || next > i + 1;
            if (isNaming && (IsCapital(next) || !IsCommon(next)))
                TakeName(next, isCertain: _words[i].Text is not ("nom" or "signe" or "signee"));
        }
    }

    // « F. Lambert », « Y.K. », « M'bemba »: initials and prefixes that only names have.
    private void Initials()
    {
        for (var i = 0; _hasCase && i + 1 < _words.Count; i++)
        {
            if (_isName[i] || !IsInitial(i) || !IsCapital(i) || !IsCapital(i + 1))
                continue;
            var gap = Gap(i);
            // « M. » is a title.
            if (_words[i].Text is "m" && gap == ". ")
                continue;
            if (gap is "." or ". " && IsInitial(i + 1) && (i == 0 || !IsInitial(i - 1)) && (i + 2 >= _words.Count || !IsInitial(i + 2) || !IsCapital(i + 2))
                && i + 1 < _words.Count && (i + 2 >= _words.Count || Gap(i + 1).StartsWith('.'))
                && !Abbreviations.Contains(_words[i].Text + _words[i + 1].Text))
            {
                _isName[i] = _isName[i + 1] = true;
            }
            else if (gap is "." or ". " && _words[i + 1].Text.Length > 2 && (!IsCommon(i + 1) || IsFamilyName(i + 1)) && !IsExcluded(i + 1)
                && !StandsAfterPlace(i) && (i == 0 || !NotBeforeInitials.Contains(_words[i - 1].Text)))
            {
                _isName[i] = true;
                TakeName(i + 1, isCertain: false);
            }
            else if (gap is "'" or "\u2019" && _words[i].Text is "m" or "n" or "o" or "d" && !IsCommon(i + 1) && !IsExcluded(i + 1)
                && !StandsAfterPlace(i))
            {
                _isName[i] = true;
                TakeName(i + 1, isCertain: false);
            }
        }
    }

    private void AfterCallers()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (!Callers.Contains(_words[i].Text))
                continue;
            var next = i + 1;
            while (next < _words.Count && next - i <= 6 && !BreaksOff(next - 1) && Between.Contains(_words[next].Text) && !IsSureName(next))
                next++;
            if (next < _words.Count && !BreaksOff(next - 1)
                && TakeName(next, isCertain: false, isExpected: next == i + 1 || _words[next - 1].Text is "a"))
            {
                TakeFollowers(next, afterCertain: true);
            }
        }
    }

    private bool BreaksOff(int i) => Gap(i).AsSpan().ContainsAny(Breaks);

    private bool IsSureName(int i) => _hasCase && IsCapital(i) && IsFirstName(i) && !StartsSentence(i);

    private void Alone()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (_isName[i] || IsExcluded(i) || StandsAfterPlace(i))
                continue;
            var isCapitalInside = _hasCase && IsCapital(i) && !StartsSentence(i);
            var isLikely = IsOnlyAFamilyName(i) || (_hasCase && IsCapital(i) && (IsFirstName(i) || IsFamilyName(i)) && HasTradeBeside(i))
                || (IsFirstName(i) && (!IsAlsoAWord(_words[i].Text) || isCapitalInside
                    || (_hasCase && IsCapital(i) && IsFollowedLikeAPerson(i))))
                || (isCapitalInside && IsFamilyName(i) && !IsCommon(i))
                || (IsFirstName(i) && !IsCommon(i) && HasTradeBeside(i))
                || (_hasCase && IsCapital(i) && IsUnknown(i) && (DoesSomethingToMe(i) || (isCapitalInside && StandsLikeAPerson(i))));
            // « Julie Xyz »: a capital beside a name is a name as well; TakeName goes on by itself.
            if (isLikely)
                TakeName(i, isCertain: false);
        }
    }

    private bool IsUnknown(int i) => !IsCommon(i) && !IsAllCapitalsAbbreviation(i) && _words[i].Text.Length >= 3;

    // « Sigrid m'a forcée »
    private bool DoesSomethingToMe(int i) => i + 2 < _words.Count && Gap(i) is " " or " qui "
        && (_words[i + 1].Text is "m" || (_words[i + 1].Text is "qui" && _words[i + 2].Text is "m" or "nous" or "est" or "a"))
        && (_words[i + 2].Text is "a" or "avait" or "m" or "nous" or "est");

    // « suivie par Typhaine », « avec Typhaine », « Tonio le kiné »
    private bool StandsLikeAPerson(int i) => _words[i - 1].Text is "par" or "avec"
        || (i + 1 < _words.Count && Gap(i) is " " or ", " && (Trades.Contains(_words[i + 1].Text)
            || (i + 2 < _words.Count && _words[i + 1].Text is "le" or "la" or "l" or "notre" or "mon" or "ma" && Trades.Contains(_words[i + 2].Text))));

    private bool IsFollowedLikeAPerson(int i)
    {
        if (i + 1 >= _words.Count)
            return false;
        var next = _words[i + 1].Text;
        return Gap(i) is " " or ", " or " , "
            && (next is "est" or "etait" or "a" or "qui" or "m" or "nous" or "ma" or "s" or "fut" or "reste" or "toujours" or "notre" or "ide" or "as"
                || Trades.Contains(next) || (next is "et" or "ainsi" && i + 2 < _words.Count && IsFirstName(i + 2) && IsCapital(i + 2))
                || (IsCapital(i + 1) && !IsCommon(i + 1)));
    }

    private void InLists()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (_isName[i])
                TakeFollowers(i, afterCertain: true);
        }

        for (var i = _words.Count - 1; i > 0; i--)
        {
            if (_isName[i] && !_isName[i - 1] && IsListGap(Gap(i - 1)) && LooksLikeAName(i - 1) && !StandsAfterPlace(i - 1))
                _isName[i - 1] = true;
        }
    }

    // « Julie, Karim et Fatou », « Julie / Karim », « Julie et Dr Petit »: from one name to the next.
    private void TakeFollowers(int from, bool afterCertain)
    {
        var last = from;
        while (last < _words.Count && (_isName[last] || Particles.Contains(_words[last].Text)) && last + 1 < _words.Count && IsJoined(last)
            && _isName[last + 1])
        {
            last++;
        }

        while (last + 1 < _words.Count)
        {
            var next = last + 1;
            var gap = Gap(last);
            if (_words[next].Text is "et" or "ainsi" or "puis" or "ou" && next + 1 < _words.Count)
            {
                while (next + 1 < _words.Count && _words[next].Text is "et" or "ainsi" or "puis" or "que" or "a" or "l" or "la" or "le" or "ou" or "aussi" or "sans" or "oublier")
                    next++;
            }
            else if (!IsListGap(gap) || !gap.AsSpan().ContainsAny(ListSigns))
            {
                return;
            }
            else if (_words[next].Text is "a" or "pour" or "puis" && next + 1 < _words.Count)
            {
                next++;
            }

            if (!afterCertain || next >= _words.Count || !LooksLikeAName(AfterNameParticles(next)) || StandsAfterPlace(next))
                return;
            var end = next;
            TakeName(next, isCertain: false);
            while (end + 1 < _words.Count && _isName[end + 1] && IsJoined(end))
                end++;
            if (!_isName[next])
                return;
            last = end;
        }
    }

    // « et ait ouali », « et Le Goff »: the particle of a name, not an article.
    private int AfterNameParticles(int i)
    {
        while (i + 1 < _words.Count && IsJoined(i) && (NameParticles.Contains(_words[i].Text)
            || (_hasCase && IsCapital(i) && IsCapital(i + 1) && Particles.Contains(_words[i].Text))))
        {
            i++;
        }

        return i;
    }

    private static bool IsListGap(string gap) => gap.Length <= 4 && !gap.AsSpan().ContainsAny(ListEnds);

    // In a list of names, a capital that is no ordinary word is a name; without capitals, only a known name is.
    private bool LooksLikeAName(int i)
    {
        if (IsExcluded(i) || Places.Contains(_words[i].Text) || Eponyms.Contains(_words[i].Text) || IsNameOfPlace(i) || IsThing(i))
            return false;
        if ((IsFirstName(i) && (!IsAlsoAWord(_words[i].Text) || IsCapital(i))) || IsShortName(i) || IsOnlyAFamilyName(i))
            return true;
        return _hasCase && IsCapital(i) && (!IsCommon(i) || IsFamilyName(i)) && _words[i].Text.Length >= 2;
    }

    /// <summary>Takes the name that begins at a word, if one does.</summary>
    /// <param name="at">The word.</param>
    /// <param name="isCertain">After a title, where even a word that is no known name is one.</param>
    /// <param name="isExpected">After thanks or a trade, where a short first name in lower case is one.</param>
    private bool TakeName(int at, bool isCertain, bool isExpected = false)
    {
        // « Dr de la Tour », « M. El Amrani »
        var i = at;
        while (i + 1 < _words.Count && i - at < 3 && Particles.Contains(_words[i].Text) && IsJoined(i))
            i++;
        if (i > at && !CanBegin(i, isCertain))
            i = at;
        if (i >= _words.Count || !CanBegin(i, isCertain, isExpected) || StandsAfterPlace(at))
            return false;

        for (var k = at; k <= i; k++)
            _isName[k] = true;

        // More parts of the same name.
        while (i + 1 < _words.Count && IsJoined(i))
        {
            var next = i + 1;
            while (next + 1 < _words.Count && Particles.Contains(_words[next].Text) && IsJoined(next) && next - i < 3 && _hasCase
                && CanFollow(next + 1))
            {
                next++;
            }

            if (next == i + 1 && _hasCase && next + 1 < _words.Count && Particles.Contains(_words[next].Text) && IsCapital(next)
                && IsCapital(next + 1) && Gap(next) == " ")
            {
                next++;
            }
            else if (!CanFollow(next) || (Gap(i) == ". " && !IsInitial(i)))
            {
                break;
            }

            for (var k = i + 1; k <= next; k++)
                _isName[k] = true;
            i = next;
        }

        return true;
    }

    private bool IsInitial(int i) => _words[i].End - _words[i].Start == 1;

    private bool CanBegin(int i, bool isCertain, bool isExpected = false)
    {
        if (isCertain && IsInitial(i))
            return IsCapital(i) && (i + 1 >= _words.Count || Gap(i).StartsWith('.') || Ends(i) || _words[i].Text is not ("a" or "y"));
        // After a title even the name of a town or of a disease is that of a person.
        if (IsExcluded(i) && !(isCertain && IsWord(i) && ((_hasCase && IsCapital(i)) || IsFamilyName(i) || !IsCommon(i))
            && !NeverNames.Contains(_words[i].Text) && !Titles.Contains(_words[i].Text) && !Trades.Contains(_words[i].Text)))
        {
            return false;
        }

        if (!isCertain && (IsNameOfPlace(i) || IsThing(i)))
            return false;

        var plain = _words[i].Text;
        if (isCertain)
        {
            // After a title: a capital, a known name, or a word that no comment uses.
            if (_hasCase && IsCapital(i))
                return true;
            return (IsFamilyName(i) || IsFirstName(i) || (!WordLists.CommonWords.Contains(plain) && !SpeaksOfSomebody(i - 1)))
                && plain.Length >= 2;
        }

        if ((IsFirstName(i) && (!IsAlsoAWord(plain) || (_hasCase && IsCapital(i)) || ((isExpected || HasTradeBeside(i)) && !IsCommon(i))))
            || IsOnlyAFamilyName(i) || (isExpected && IsPlainlyAFamilyName(i)))
        {
            return true;
        }

        return _hasCase && IsCapital(i) && !IsAllCapitalsAbbreviation(i) && (!IsCommon(i) || IsFamilyName(i)) && plain.Length >= 2;
    }

    // « un docteur diferent », « le monsieur dacoté »: what follows is said of him.
    private bool SpeaksOfSomebody(int title) => title > 0
        && (_words[title - 1].Text is "un" or "une" or "aucun" or "aucune" or "chaque" or "quel" or "quelle" or "autre" or "ce" or "cette"
            || (_words[title].Text is "monsieur" or "madame" && _words[title - 1].Text is "le" or "la" or "du"));

    private bool IsAllCapitalsAbbreviation(int i) => IsAllCapitals(i) && _words[i].Text.Length <= 4 && !IsFirstName(i) && !IsFamilyName(i);

    private bool CanFollow(int i)
    {
        // « Vincent L. », « Le Floc'h »
        if (IsInitial(i))
        {
            return _hasCase && (IsCapital(i)
                ? Gap(i - 1) is " " or "-" or ". " && (i + 1 >= _words.Count || Gap(i).StartsWith('.') || Ends(i))
                : Gap(i - 1) is "'" or "\u2019" && _words[i].Text is "h");
        }

        var isHyphen = Gap(i - 1) == "-";
        // « Marie-France »
        if (isHyphen && IsFirstName(i - 1) && (IsCapital(i) || IsFirstName(i)) && IsWord(i))
            return true;
        if (IsExcluded(i))
            return false;
        // « Anne So », « Paul Blanc »: after a first name, a capital is the family's name, even where it is a word.
        if (_hasCase && IsCapital(i) && IsCapital(i - 1) && IsFirstName(i - 1) && Gap(i - 1) == " " && !IsAllCapitalsAbbreviation(i)
            && (!IsCommon(i) || i + 1 >= _words.Count || Gap(i) != " " || !WordLists.CommonWords.Contains(_words[i + 1].Text)))
        {
            return true;
        }

        if (_hasCase)
        {
            return (IsCapital(i) && (!IsCommon(i) || IsFamilyName(i) || IsAllCapitals(i)) && !IsAllCapitalsAbbreviation(i))
                || (isHyphen && IsFirstName(i));
        }

        return (IsFirstName(i) && !IsAlsoAWord(_words[i].Text)) || IsShortName(i) || (IsFamilyName(i) && !IsCommon(i)) || (isHyphen && IsFirstName(i));
    }

    private List<(int Start, int End)> NamePlaces()
    {
        var places = new List<(int Start, int End)>();
        for (var i = 0; i < _words.Count; i++)
        {
            if (!_isName[i])
                continue;
            var last = i;
            while (last + 1 < _words.Count && _isName[last + 1] && (IsJoined(last)))
                last++;
            var end = _words[last].End;
            // The dot of an initial belongs to it.
            if (IsInitial(last) && end < _text.Length && _text[end] == '.')
                end++;
            places.Add((_words[i].Start, end));
            i = last;
        }

        return places;
    }
}
