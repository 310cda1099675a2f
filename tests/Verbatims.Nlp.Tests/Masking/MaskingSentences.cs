namespace Verbatims.Nlp.Tests.Masking;

/// <summary>Sentences that put names, addresses, numbers and dates of each kind into each place that a rule of masking knows.</summary>
internal static class MaskingSentences
{
    // Known first names, first names that are words, family names, names of places, names that no list knows, words.
    private static readonly string[] Names =
    [
        "Sandrine", "sandrine", "SANDRINE", "Rose", "rose", "claire", "Florence", "Julie Martin", "jean-paul", "Dupont", "dupont", "Fontaine", "fontaine",
        "Wieczorek", "wieczorek", "Soazig", "soazig", "Le Goff", "de la Tour", "El Amrani", "Y.K.", "B.", "K", "Awa", "awa", "Olivier", "charlotte",
        "Henri Mondor", "Pasteur", "Paris", "Parkinson", "Gentille", "gentilesse", "IRM", "DrMartin", "mmeleroux", "L'équipe", "o'brien",
    ];

    private static readonly string[] AroundNames =
    [
        // A title.
        "Vu le Dr {0} hier", "docteur. {0} est là", "vu un docteur {0} et parti", "M. {0}", "m {0} est passé", "Reçu par M {0} ce jour", "mme veuve {0}",
        "les docteurs {0} et Petit", "Dr et Mme {0} absents", "chaque monsieur {0} dit non", "le monsieur {0} de l'accueil", "Madame, {0} est passée",
        "Bonjour Dr\n{0}", "le professeur le docteur {0}", "Pr {0}, Dr Petit",
        // A word that names.
        "je m'appelle {0}", "une jeune fille nommée {0}", "nom : {0}", "mon nom {0}", "prénommée madame {0} je crois", "Signé {0}", "signé. {0}",
        // A trade, a relative.
        "l'infirmière {0} est douce", "l'infirmier de nuit {0}", "l'infirmière en chef {0}", "la secrétaire qui s'appelle {0}", "un infirmier de {0}",
        "les aides soignantes {0} et Karima", "la sage femme {0} aussi", "as {0}", "Vu l'AS {0} le soir", "monsieur le directeur {0}", "mon mari {0} dormait",
        "la famille {0}", "ma fille, {0}, a eu peur", "le papa de {0}", "les enfants, notre petite {0}", "fils {0}", "le chirurgien ! {0}",
        // Thanks, farewells, qualities.
        "merci à {0}", "Merci {0} pour tout", "Merci à notre chère {0}", "bravo {0} !", "un grand merci à toute la super équipe {0}", "mention spéciale à {0} et Karima",
        "merci. {0}", "grâce à la {0}", "bien. Cordialement, {0}", "Cordialement {0}", "Merci.\n{0}", "bonne journée à vous. {0}", "bises {0}", "merci à tous\n{0}",
        "Tout va bien, merci bien {0}", "Cordialement. Un jour de plus aurait suffi {0}", "l'équipe de {0}", "le sourire d'{0}", "la douceur de {0} la nuit",
        // Nothing that announces it.
        "{0} est adorable", "{0} m'a rassurée", "Hier {0} m'a rassurée", "{0} qui m'a aidé", "{0} qui nous aide", "{0} nous avait vus", "suivie par {0}", "Venue avec {0} hier",
        "avec {0}", "{0} le kiné", "Vu {0}, la sage-femme", "{0} (ide)", "{0} du bloc", "{0} du jardin", "{0} de nuit", "{0} de la compta", "{0} et Oksana sont géniales",
        "à {0} et Oksana", "j'ai adoré {0}", "mangé une {0}", "en {0}", "ma chambre {0}", "Parfait {0} aussi", "PARFAIT {0} AUSSI", "la petite {0}", "notre petite {0}",
        // Places.
        "hôpital {0}", "clinique de la {0}", "à l'hôpital, {0} est venue", "l'hôpital du Dr {0}", "urgences de {0}", "maison médicale {0}", "Opéré à {0}", "rue {0}",
        // Lists.
        "Julie, {0} et Karim", "Julie / {0}", "Julie et {0}", "Julie ainsi que la {0}", "Julie, sans oublier {0}", "Julie ; {0}", "{0}, Julie", "- {0}\n- Julie",
        "Julie puis Dr {0}", "Julie+{0}", "Julie, à {0}", "Julie, pour {0}", "Julie. {0}", "Julie, Karim, {0}, Awa, ait Ouali", "merci julie, {0} et karim",
        // Initials and parts.
        "Vu F. {0} hier", "Vu F.{0} hier", "Reçue par M'{0} hier", "le bâtiment B. {0}", "Vu J.-P. {0}", "Marie-{0} est venue", "Marie de {0} est venue",
        "Mme Anne {0} vient", "Paul {0} arrive", "paul {0} arrive", "Dr de la {0}", "Dr O'{0}", "Dr N.{0}", "Le {0} est là", "Vu Ben {0} hier", "Martin. {0} vient",
    ];

    private static readonly string[] Letters =
    [
        "Vu Y.K. hier", "Vu A.S. hier", "Vu R. V. hier", "Vu A.B.C. hier", "Vu Y. K", "Y.K. est douce", "y.k. est douce", "M. K.", "M. A part ça", "M. a dit", "Mme Y va bien",
        "Vincent L. est venu", "Vincent L est venu", "Vincent l est venu", "Le Floc'h est venu", "Mme Le Floc’h", "vitamine D. Martin", "Karim B. et Julie T.", "J-P. Martin",
        "Anne So est venue", "Anne SO est venue", "Paul Blanc est là", "Paul Gentil est venu", "Marie-France Petit", "de la Motte-Rouge", "Dr de la Motte-Rouge", "Jean Le Bon",
        "Louise de Savigny arrive", "Marie du service", "Georges Pompidou", "à Georges Pompidou", "jeanne de flandre", "à Jeanne de Flandre", "Henri de la Mondor",
        "Kevin  Martin", "Kevin\u00a0Martin", "Kevin\nMartin", "Kevin, Martin", "Kevin’Martin", "Kevin... Martin", "Kevin (Martin)", "« Kevin » Martin", "Dr\u00a0Martin", "Dr. Martin",
        "Dr - Martin", "Dr (Martin)", "Dr: Martin", "DrBenali", "Drbenali", "drapeau", "mmebenali", "monsieurmartin", "docteurmartin est venu", "Dr ben", "dr m",
        "Perle, sage-femme", "Perle, l'aide-soignante", "Olive : ide", "Ange , notre kiné", "Victoire est une infirmière", "Victoire a été douce", "Une victoire", "Reine et Julie",
        "Tonio le kiné", "Tonio, notre kiné", "Typhaine m'a forcée", "Typhaine qui nous a vus", "typhaine m'a forcée", "oumarou m’a rassuré", "oumarou, kiné", "suivie par oumarou",
        "le petit oumarou", "avec oumarou", "et oumarou est venu", "oumarou est venu", "ouleymatou, fatoumata et djeneba", "Ouleymatou et Djeneba", "de Ouleymatou et Djeneba",
        "gentillese infirmmière atente", "merci a gentillese", "merci à nuls", "merci à soignantes", "joviale", "merci a joviale",
    ];

    private static readonly string[] BeforeNumbers = ["", "j'habite ", "Mon adresse : ", "j'habite. Puis ", "le bus ", "Vu 3, ", "note : "];
    private static readonly string[] HouseNumbers = ["12 ", "12 bis, ", "3 de la ", "102, ", "14B ", "7-9 ", "7/9 ", "6à ", "123456 ", "12 - ", "12’", "12. ", "12! ", ""];
    private static readonly string[] Streets = ["rue", "Rue", "avenue", "place", "lieu-dit", "lieu dit", "résidence", "Grande Rue", "chemin", "bourg", "RUE"];

    private static readonly string[] StreetNames =
        ["des Lilas", "du Général de Gaulle", "Victor Hugo", "de l'Église", "du 8 mai", "de l'église", "gambetta", "du vieux moulin vert", "et puis", "du Dr. Roux", "Saint-Jean"];

    private static readonly string[] Towns =
    [
        "", ", 69003 Lyon", " 69003 Lyon", ", Wattrelos", ", Wattrelos est loin", " à Lille", " à lille pour rien", ", bât B, 59000 Lille cedex 9", " et puis merci",
        " 94 400 Vitry sur Seine", " 94 400 vitry", "\n35000 Rennes", " (69003 Lyon)", " appt 4", " 13001 Le Puy-en-Velay", " 33000 Bordeaux Mme Petit", " étage 2 rue calme",
    ];

    private static readonly string[] Places =
    [
        "j'habite au 12", "code postal 59000", "code postal 59000 Lille", "cp 59000 Lille Cedex", "j'habite, 59000 Lille", "j'habite à Lille 59000", "59000 Lille", "adresse 59000 lille",
        "chez moi au hameau des Pins", "chez moi, hameau des Pins, 35000 Rennes", "BP 12, 35000 Rennes", "CS 4 35000 Rennes cedex 2", "3 places de parking", "2 cours de sport", "12 place Royale",
        "une rue, 3 voitures", "24 rue de l’Église, Wattrelos, près de Roubaix", "24 rue de l’Église, Villeneuve sur Lot", "4 rue haute, 35000", "24 rue Haute 3 fois", "bus 3, rue haute",
        "ligne 12 rue Basse", "tram 3 avenue Foch", "demeurant 5 impasse des trois petits cochons", "5 impasse des trois petits cochons verts dorés", "1 rue A", "1 rue",
        "domicilié 4 r Haute", "4 r Haute", "rue Haute 4", "à 12 rue", "12 rue ! Lille", "12 rue. Lille", "12 rue st. Jean", "12 rue « Haute »", "12 rue du 11 novembre 1918, 62000 Arras",
        "12 rue Jean-Jaurès", "12 rue jean-jaurès", "12 rue de l’abbé Pierre tel 0612345678", "12, rue du Bac, bât. C, esc 2, 75007 Paris", "3 bis ter a rue Haute", "3 bis ter a b rue Haute",
    ];

    private static readonly string[] NumbersAndDates =
    [
        // Telephones.
        "06 12 34 56 78", "06.12.34.56.78", "06/12/34/56/78", "06-12-34-56-78", "06_12_34_56_78", "06•12•34•56•78", "06  12  34  56  78", "0612 345 678", "06 1 2 3 4 5 6 7 8", "06 12 34 56 7",
        "06 12 34 56 789", "6 12 34 56 78", "(06) 12345678", "0 6 1 2 3 4 5 6 7 8", "06.12.34.56", "06,12,34,56,78", "06:12:34:56:78", "06,12;34,56;78", "+33612345678", "+33 06 12 34 56 78",
        "(+33) 6 12 34 56 78", "0033 6 12 34 56 78", "00 33 612345678", "+32 475 12 34 56", "+1 (0) 212 555 1234", "0049 30 1234567", "O6 12 34 56 78", "o612345678", "tel 612345", "tel 61234",
        "téléphone: 061234567890123", "fax 12 34 56", "rappelez au (06) 1234567", "joindre au 06 12 34", "sms 1 2 3 4 5 6 7 8 9", "12/03/1958 06", "03.04.2019 12", "08 12 2019 14", "12.30 14.15 16.00 18",
        "01.02 03.04 05.06 07.08", "zéro six douze", "zero six douze treize quatorze", "zéro un deux", "zéro pointé, un deux trois", "Zéro Six, Dix-Sept, Vingt-et-un, 12, 40",
        // Mails.
        "jo@free", "jo@free.fr", "jo @ free . fr", "jo(a)free.fr", "jo[at]truc.fr", "jo at free.fr", "jo at truc.fr", "jo at truc.de", "jo at home", "look at me", "jo{at}truc.fr", "jo arobase truc.fr",
        "jo arrobas free", "joarobasetruc.fr", "jo@truc", "jo@truc point fr", "jo@truc [dot] com", "jo@truc,fr", "jo@@truc.fr", "@truc.fr", "rdv@14h", "jo@a.b.c.d.e.fr", "obas", "jo (arobase) live",
        // Numbers.
        "FR7612345678901234567890123", "fr76 1234 5678 9012 3456 7890 123", "1 85 05 78 006 084 36", "185057800608436", "1 85 05 2A 006 084 (36)", "1 85 13 78 006 084", "9 85 05 78 006 084",
        "4970 1012 3456 7890", "4970-1012-3456-7890", "1998 1999 2000 2001", "1998-1999-2000-2001", "AB-123-CD", "AB123CD", "IO-123-AB", "12345678", "1234567", "12345678 €", "12345678 euros",
        "12345678,50", "123456789012", "AB12345678", "2019HA1234", "12A1234", "1 2 3 4 5 6 7 8 9 10", "0 1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 9 8", "5 5 5 4 5 4 5 5 5", "5 5 5 4 5 4 3 5 5", "1 3 5 7 9 2 4 6 8",
        "2 1 5 6 3 7 9 3 2", "1.2.3.4.5.6.7.8.9.10", "8 4 6 2 9 1 7 3 10", "1 2 3 4 5 6 7 8 9 11", "IPP 800", "IPP 8001", "ipp: 80-01", "dossier 8001", "dossier 80012", "dossier n° 8001", "dossier n° 80012",
        "dossier n° DM/2024/00871", "dossier du 12/03/2019", "dossier 2019-03-12", "dossier 2018 2019", "facture 118832 €", "facture de 118832 euros", "numéro de sécu 18505", "n° 12345", "N°12345,50", "no 12345",
        "séjour 2019/00123", "id 12345", "code 1234", "code 12345", "facture de chambre particulière 118832", "facture de chambre particulière 11883", "mutuelle que je paie 118832", "avis reçu hier 12/03/2019",
        "carte de la mutuelle familiale AB/123456", "titre de recette 2019 2020", "référence du courrier reçu 20182019", "réf. AB-12345",
        // Dates of birth.
        "née le 12/03/1958", "né le 12 mars 58", "née le 12.03.1958 à Lens", "né à Lens, le 3 mai 1950", "née (Petit) le 3 mai 1950", "né(e) le 3 mai 1950", "née·e le 3/5/50", "ne le 3/5/50", "ne(e)s le 3/5/50",
        "date de naissance : 12/03/1958", "date naiss 12/03/58", "DDN 12031958", "ddn: 120358", "d.n. 12/03/1958", "naissance le 12/03/1958", "anniversaire 12/03/1958", "je suis du 12/03/1958", "je suis de mars 1958",
        "12/03/1958 (date de naissance)", "12/03/2019, ddn", "12/03/2019 - date de naissance", "12/03/1958", "12 mars 1958", "1er mars 1958", "32/03/1958", "12/13/1958", "12/03/2019", "le 12/03/1958/2", "opéré le 12/03/1958",
        "opéré. Le 12/03/1958", "hospitalisé depuis le 3 mai 1950", "mariés le 12/03/1958", "irm du 12/03/1998", "avant 12/03/1998", "1 2 0 3 1 9 5 8", "1 2 / 0 3 / 2 0 1 9", "né le douze mars mille neuf cent cinquante",
        "le douze mars mille neuf cent cinquante huit", "opéré le douze mars mil neuf cent cinquante", "née le premier mai deux mille", "né le 3 mai mille-neuf-cent-trois", "né en mars 1950", "né vers 1950", "né le lundi 3 mai 1950",
        "nee le 3 mai 1950", "née 3 mai 1950", "née le le 3 mai 1950", "mille mercis", "mille neuf cents",
        // Side by side.
        "Dr Martin 06 12 34 56 78 jo@free.fr", "Julie 12 rue des Lilas 69003 Lyon née le 12/03/1958", "IPP 80012 Dr Petit, n° 1 85 05 78 006 084 36", "tel:0612345678jo@free.fr", "06 12 34 56 78/12/03/1958",
    ];

    public static IEnumerable<string> All() =>
    [
        .. AroundNames.SelectMany(sentence => Names.Select(name => string.Format(null, sentence, name))), .. Letters, .. Places, .. Addresses(), .. NumbersAndDates,
        .. NumbersAndDates.Select(number => $"Bonjour, voici : {number}. Merci à vous"),
    ];

    // One in nineteen of all that can be put together: each pair of parts meets.
    private static IEnumerable<string> Addresses() =>
        (from before in BeforeNumbers
         from number in HouseNumbers
         from street in Streets
         from name in StreetNames
         from town in Towns
         select $"{before}{number}{street} {name}{town}").Where((_, place) => place % 191 == 0);
}
