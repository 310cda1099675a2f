namespace LitReview.Screening.Texts;

/// <summary>English words that carry grammar rather than a subject.</summary>
internal static class EnglishStopWords
{
    private const string Words =
        """
        a an the this that these those such same other others another each every either neither both all any some none no nor
        not only own much many more most less least few several enough else
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
        it its itself they them their theirs themselves one ones who whom whose which what whoever whatever whichever
        someone somebody something anyone anybody anything everyone everybody everything nobody nothing
        am is are was were be been being have has had having do does did doing done can could may might must shall should will
        would cannot get got give go keep made make put see seem seemed seems show take become becomes became
        and or but if then than so because as until while although though whereas unless whether since once
        of at by for with about against between among into through throughout during before after above below to from up down in
        out on off over under again further within without upon toward towards across along around behind beside besides beyond
        near onto per via amongst except despite
        here there where when why how now always never often sometimes already also almost too very just still yet ever even
        however therefore thus hence moreover nevertheless otherwise meanwhile instead rather quite perhaps indeed namely mostly
        together alone apart back next last first two three four five six eight nine ten twelve
        ie eg etc re
        """;

    /// <summary>The list, in lower case.</summary>
    public static IReadOnlySet<string> All { get; } = Words
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
