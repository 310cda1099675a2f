namespace LitReview.Citations.Importing;

/// <summary>The kind of document that the words of a format mean.</summary>
internal static class KindText
{
    // The words of RIS, EndNote, Zotero, CSL, BibTeX, OpenAlex and Crossref.
    private static readonly Dictionary<string, CitationKind> Kinds = new[]
    {
        (CitationKind.JournalArticle,
            "jour ejour jfull mgzn news inpr abst journalarticle electronicarticle articlejournal "
            + "articlemagazine articlenewspaper magazinearticle newspaperarticle article journal review "
            + "reviewbook letter editorial articleinpress"),
        (CitationKind.ConferencePaper,
            "conf cpaper inproceedings conference conferencepaper conferenceproceedings conferenceproceeding "
            + "conferenceabstract paperconference proceedingsarticle meetingabstract proceedingspaper"),
        (CitationKind.Book,
            "book ebook edbook ser mvbook editedbook collection monograph proceedings booklet electronicbook"),
        (CitationKind.BookChapter,
            "chap echap booksection bookchapter chapter incollection inbook bookinbook suppbook inreference "
            + "electronicbooksection"),
        (CitationKind.Thesis,
            "thes thesis phdthesis mastersthesis dissertation"),
        (CitationKind.Report,
            "rprt govdoc stand report techreport manual governmentdocument standard guideline"),
        (CitationKind.WebPage,
            "elec blog icomm web webpage online electronic postweblog blogpost website www"),
        (CitationKind.Preprint,
            "preprint postedcontent"),
        (CitationKind.TrialRegistration,
            "clinicaltrial trialregistryrecord trialregistration clinicaltrialprotocol"),
        (CitationKind.Other,
            "other"),
    }.SelectMany(kind => kind.Item2.Split(' ').Select(word => (Word: word, Kind: kind.Item1)))
        .ToDictionary(pair => pair.Word, pair => pair.Kind, StringComparer.Ordinal);

    /// <summary>The kind; null when the word says none that matters here.</summary>
    public static CitationKind? Of(string text) =>
        Kinds.TryGetValue(FieldText.Plain(text), out var kind) ? kind : null;

    /// <summary>What a type of publication says beyond the article that carries it; null when nothing.</summary>
    public static CitationKind? OfPublicationType(string text) => FieldText.Plain(text) switch
    {
        "conferenceabstract" or "meetingabstract" or "conferencepaper" or "proceedingspaper" or "conferenceproceeding" =>
            CitationKind.ConferencePaper,
        "preprint" => CitationKind.Preprint,
        "trialregistryrecord" or "clinicaltrialregistryrecord" => CitationKind.TrialRegistration,
        _ => null,
    };
}
