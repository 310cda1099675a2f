using System.Collections.Frozen;

namespace Verbatims.Nlp.Masking;

// The words that the rules for names know.
internal sealed partial class NameFinder
{
    private static readonly FrozenSet<string> Titles = WordLists.Of("titres");

    // Words that no dot shortens: after « docteur. » another sentence begins.
    private static readonly FrozenSet<string> FullTitles = WordLists.Of("titres-entiers");

    private static readonly FrozenSet<string> Farewells = WordLists.Of("adieux");

    private static readonly FrozenSet<string> Qualities = WordLists.Of("qualites");

    private static readonly string[] GluedTitles = ["docteur", "madame", "monsieur", "mlle", "mme", "mr", "dr", "pr"];

    private static readonly FrozenSet<string> Trades = WordLists.Of("metiers");

    private static readonly FrozenSet<string> Relatives = WordLists.Of("proches");

    private static readonly FrozenSet<string> Callers = WordLists.Of("remerciements");

    // What follows one of these is a name, even one that no list knows.
    private static readonly FrozenSet<string> Namings = WordLists.Of("nommer");

    // What may stand between a caller and the name: « merci à notre chère … », « grâce à la super … ».
    private static readonly FrozenSet<string> Between = WordLists.Of("entre-merci-et-nom");

    private static readonly FrozenSet<string> Particles = WordLists.Of("particules");

    private static readonly FrozenSet<string> NameParticles = WordLists.Of("particules-de-noms");

    // Names that are not of persons: places, days, diseases, medicines, brands, religious feasts.
    private static readonly FrozenSet<string> NotPersons = WordLists.Of("pas-des-personnes");

    // A name after one of these is that of a place.
    private static readonly FrozenSet<string> Places = WordLists.Of("lieux");

    // What may stand between such a word and the name: « maison médicale … ».
    private static readonly FrozenSet<string> PlaceAdjectives = WordLists.Of("adjectifs-de-lieux");

    // First names that are things as well, when an article stands before them: « une charlotte », « en jean ».
    private static readonly FrozenSet<string> Things = WordLists.Of("prenoms-et-choses");

    private static readonly FrozenSet<string> BeforeThings = WordLists.Of("devant-une-chose");

    // Ordinary words that a short list of common words may lack, and words of courtesy.
    private static readonly FrozenSet<string> NeverNames = WordLists.Of("jamais-des-noms");

    // Persons whose name is that of a hospital, a ward, a street or a station: « à Georges Pompidou ».
    private static readonly FrozenSet<string> Eponyms = WordLists.Of("noms-d-hopitaux");

    private static readonly FrozenSet<string> NamesOfPlaces = WordLists.Of("noms-de-lieux");

    private static readonly FrozenSet<string> NotBeforeInitials = WordLists.Of("devant-une-lettre");

    private static readonly FrozenSet<string> Abbreviations = WordLists.Of("abreviations-de-deux-lettres");

    // First names that are words as well, or look like one.
    private static readonly FrozenSet<string> AlsoWords = WordLists.Of("prenoms-et-mots");

    // « Mme veuve … », « madame née … »
    private static readonly FrozenSet<string> BeforeFamilyNames = WordLists.Of("devant-un-nom");

    // « mon mari … », « la petite fille … »
    private static readonly FrozenSet<string> BeforeRelatives = WordLists.Of("devant-un-proche");

    // « l’infirmier de nuit … »
    private static readonly FrozenSet<string> Moments = WordLists.Of("moments");

    // « l’infirmière en chef … », « la secrétaire qui s’appelle … »
    private static readonly FrozenSet<string> AfterTrades = WordLists.Of("apres-un-metier");

    // « nommée madame … », « je m’appelle la jeune … »
    private static readonly FrozenSet<string> AfterNaming = WordLists.Of("apres-nommer");

    // « un docteur … », « chaque monsieur … »: what follows is said of him.
    private static readonly FrozenSet<string> WithoutName = WordLists.Of("devant-un-titre-sans-nom");

    // « merci à tous. … »
    private static readonly FrozenSet<string> AfterFarewell = WordLists.Of("apres-un-adieu");

    // « merci à rose »
    private static readonly FrozenSet<string> WordsThatName = WordLists.Of("mots-qui-nomment");

    // « merci à claire »
    private static readonly FrozenSet<string> WordsThatMayName = WordLists.Of("mots-qui-nomment-apres-a");

    // « oumarou est … », « oumarou nous … »
    private static readonly FrozenSet<string> AfterUnknownPersons = WordLists.Of("apres-un-inconnu");

    // « notre petite … »
    private static readonly FrozenSet<string> BeforeLittle = WordLists.Of("devant-petit");

    // « … m’a », « … qui nous »
    private static readonly FrozenSet<string> WhatSomebodyDoes = WordLists.Of("ce-que-fait-quelqu-un");

    // « …, notre kiné »
    private static readonly FrozenSet<string> BeforeTrades = WordLists.Of("devant-un-metier");

    // « Florence qui … »
    private static readonly FrozenSet<string> AfterPersons = WordLists.Of("apres-une-personne");

    // « Florence du bloc »
    private static readonly FrozenSet<string> AfterDu = WordLists.Of("apres-du");

    // « Florence de la … », « Florence de nuit »
    private static readonly FrozenSet<string> AfterDe = WordLists.Of("apres-de");

    // Between two names of a list.
    private static readonly FrozenSet<string> ListWords = WordLists.Of("liens-de-liste");

    // « … ainsi que la … », « … sans oublier … »
    private static readonly FrozenSet<string> WordsWithinLists = WordLists.Of("dans-une-liste");

    // First names that are words as well: they need more than the list to be names.
    private static bool IsAlsoAWord(string plain) => WordLists.CommonWords.Contains(plain) || plain.Length <= 3 || AlsoWords.Contains(plain);
}
