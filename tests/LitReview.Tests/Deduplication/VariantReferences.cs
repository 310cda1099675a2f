using LitReview.Citations;

namespace LitReview.Tests.Deduplication;

/// <summary>References of several natures, none of them real, each with what a data base or a typist makes of it.</summary>
internal static class VariantReferences
{
    private const string TrialTitle = "Effect of a connected dressing on the healing of chronic wounds in adults: a randomised trial";

    private const string Methods = "We followed two hundred adults who wore a connected dressing at home for one year and compared the time to healing "
        + "with that of adults whose wounds were dressed by a nurse who came every second day.";

    private const string Results = "Fewer visits were needed with the dressing, while pain, infections and admissions to hospital stayed alike; patients "
        + "found the screen easy to read and seven in ten wished to keep it.";

    private const string Other = "Mice that lacked the receptor slept longer after a night without sleep than their siblings did, whatever light they lived "
        + "under; temperature, feeding and weight stayed alike in both groups throughout the eleven weeks of observation in our laboratory.";

    // 150 letters and 20 words are the least that is compared.
    private const string TwentyWords = "Understanding professionals communicating uncertainty: participants described conversations concerning treatments, questioned "
        + "recommendations, requested explanations, expressed dissatisfaction, whenever information contradicted previous experiences.";

    private static readonly SourceRecord Source = new("a.ris", "RIS", null, 1, 1, "a");

    public static IEnumerable<(string Base, IReadOnlyList<(string Name, Citation Citation)> Variants)> All() =>
    [
        ("trial", Trial()),
        ("meeting", Meeting()),
        ("editorial", Editorial()),
        ("preprint", Preprint()),
        ("cochrane", Cochrane()),
        ("french", French()),
        ("numbered", Numbered()),
    ];

    private static List<(string Name, Citation Citation)> Trial()
    {
        CitationAuthor[] authors = [new("García", "María"), new("Wood", "Ann"), new("Martin", "Paul"), new("Le Goff", "Yann")];
        var trial = Article(TrialTitle, authors, 2019, "Journal of Fictional Medicine", "12", "3", "123-9") with { Abstract = Methods + " " + Results };
        Citation Titled(string title) => trial with { Title = title };
        Citation By(params CitationAuthor[] others) => trial with { Authors = others };
        return
        [
            ("as published", trial),
            ("title in capitals", Titled(TrialTitle.ToUpperInvariant() + ".")),
            ("mark-up in title", Titled("<i>Effect</i> of a connected dressing on the healing of chronic wounds in adults &#8211; a randomised trial")),
            ("additions of a data base", Titled("[" + TrialTitle + "] [Review] [14 refs]")),
            ("American spelling", Titled(TrialTitle.Replace("randomised", "randomized", StringComparison.Ordinal))),
            ("two letters wrong", Titled("Efect of a conected dressing on the healing of chronic wounds in adults: a randomised trial")),
            ("eight letters wrong", Titled("Efekt of a conectid dresing on the heeling of cronic wunds in adults: a randomised trial")),
            ("no subtitle", Titled("Effect of a connected dressing on the healing of chronic wounds in adults")),
            ("title cut at 24 letters", Titled("Effect of a connected dressi")),
            ("title cut at 25 letters", Titled("Effect of a connected dressin")),
            ("title cut at 26 letters", Titled("Effect of a connected dressing")),
            ("only the end of the title", Titled("chronic wounds in adults: a randomised trial")),
            ("words in another order", Titled("A randomised trial: healing of chronic wounds in adults, effect of a connected dressing on the")),
            ("words dropped", Titled("Connected dressing healing chronic wounds adults randomised")),
            ("another last word", Titled(TrialTitle.Replace("trial", "study", StringComparison.Ordinal))),
            ("another subject", Titled(TrialTitle.Replace("chronic wounds", "deep burns", StringComparison.Ordinal))),
            ("two subjects changed", Titled("Effect of a compressive stocking on the healing of venous ulcers in adults: a randomised trial")),
            ("related title", Titled("Effect of a weekly telephone call on the sleep of young nurses in cities: a randomised trial")),
            ("another title", Titled("Sleep of mice without light in winter and in summer, with and without food")),
            ("no title", Titled("")),
            ("erratum", Titled("Erratum: " + TrialTitle)),
            ("reply", Titled(TrialTitle + ": authors’ reply")),
            ("part II", Titled(TrialTitle + ", part II")),
            ("twelve weeks", Titled(TrialTitle + " of 12 weeks")),
            ("weak title", Titled("Wound healing in adults")),
            ("swapped names", By(new("María", "García"), new("Ann", "Wood"), new("Paul", "Martin"), new("Yann", "Le Goff"))),
            ("one letter wrong in a name of six", By(new("Garzia", "M."), authors[1], authors[2], authors[3])),
            ("another first author", By(new("Stone", "Eve"), authors[1], authors[2], authors[3])),
            ("first authors turned round", By(authors[1], authors[0], authors[2], authors[3])),
            ("one of four shared", By(new("Stone", "Eve"), new("Kim", "Bo"), new("Lund", "Ole"), authors[0])),
            ("two of four shared", By(new("Stone", "Eve"), new("Kim", "Bo"), authors[0], authors[1])),
            ("first author and three others", By(authors[0], new("Stone", "Eve"), new("Kim", "Bo"), new("Lund", "Ole"))),
            ("only the first author", By(authors[0])),
            ("only the second author", By(authors[1])),
            ("other authors", By(new("Stone", "Eve"), new("Kim", "Bo"))),
            ("no authors", By()),
            ("a year later", trial with { Year = 2020 }),
            ("two years later", trial with { Year = 2021 }),
            ("three years earlier", trial with { Year = 2016 }),
            ("no year", trial with { Year = null }),
            ("journal abbreviated", trial with { Journal = "J Fict Med" }),
            ("another journal", trial with { Journal = "Annals of Surgery" }),
            ("no journal", trial with { Journal = null }),
            ("volume with zero", trial with { Volume = "Vol. 012" }),
            ("another volume", trial with { Volume = "15" }),
            ("no volume", trial with { Volume = null }),
            ("pages in full", trial with { Pages = "123-129" }),
            ("other pages", trial with { Pages = "200-9" }),
            ("same last page", trial with { Pages = "121-9" }),
            ("from page one", trial with { Pages = "1-7" }),
            ("number of article", trial with { Pages = "e12" }),
            ("page of a supplement", trial with { Pages = "S123" }),
            ("no pages", trial with { Pages = null }),
            ("in a supplement", trial with { Issue = "Suppl 1" }),
            ("a DOI", trial with { Doi = "10.5555/dressing" }),
            ("the same DOI with a tail", trial with { Doi = "10.5555/DRESSING/full" }),
            ("another DOI", trial with { Doi = "10.5555/other" }),
            ("a PMID", trial with { PubMedId = "101" }),
            ("another PMID", trial with { PubMedId = "102" }),
            ("no abstract", trial with { Abstract = "" }),
            ("half of the abstract", trial with { Abstract = Methods + " " + Other }),
            ("another abstract", trial with { Abstract = Other }),
            ("nothing but the title", new Citation { Title = TrialTitle, Source = Source }),
            ("title and year", new Citation { Title = TrialTitle, Year = 2019, Source = Source }),
            ("title and pages", new Citation { Title = TrialTitle, Pages = "123-9", Source = Source }),
            ("title and abstract", new Citation { Title = TrialTitle, Abstract = Methods + " " + Results, Source = Source }),
            ("title, author and a year later", new Citation { Title = TrialTitle, Authors = authors, Year = 2020, Source = Source }),
        ];
    }

    private static List<(string Name, Citation Citation)> Meeting()
    {
        const string Title = "Night work and blood pressure among nurses of three hospitals";
        CitationAuthor[] authors = [new("Lund", "Ole"), new("Kim", "Bo"), new("Stone", "Eve")];
        var meeting = Article(Title, authors, 2015, "European Heart Journal", "36", "Suppl 1", "455") with { Doi = null };
        return
        [
            ("as published", meeting),
            ("kind alone", meeting with { Kind = CitationKind.ConferencePaper, Issue = null }),
            ("volume says supplement", meeting with { Volume = "36 Supplement", Issue = null }),
            ("pages say supplement", meeting with { Issue = null, Pages = "S455" }),
            ("pages of the supplement", meeting with { Issue = null, Pages = "Supp 455" }),
            ("next abstract", meeting with { Title = "Night work and heart rate among nurses of three hospitals", Pages = "456" }),
            ("next page", meeting with { Pages = "456" }),
            ("other abstract of the team", meeting with { Title = "Sleep apnoea and stroke in drivers of lorries at night", Pages = "460" }),
            ("the article that followed", meeting with { Year = 2016, Volume = "41", Issue = "2", Pages = "88-95", Journal = "Journal of Hypertension" }),
            ("the article in the same journal", meeting with { Issue = "2", Pages = "88-95" }),
            ("the article, same volume", meeting with { Issue = "2", Pages = "88-95", Title = Title + ": a cohort" }),
            ("conference as journal", meeting with { Journal = "European Heart Conference", Issue = null }),
            ("journal by initials", meeting with { Journal = "EHJ" }),
            ("second title", meeting with { Journal = "Revue du coeur = European Heart Journal" }),
            ("place in brackets", meeting with { Journal = "European Heart Journal (Oxford)" }),
            ("half of the name", meeting with { Journal = "European Heart Bulletin" }),
            ("one word of the name", meeting with { Journal = "European Annals" }),
            ("ISSN alone", meeting with { Journal = "Eur. cardiac letters", Identifiers = [new("ISSN", "1234-5679")] }),
            ("the same ISSN", meeting with { Journal = null, Identifiers = [new("ISSN", "1234-5679"), new("EMBASE", "1")] }),
            ("ISBN", meeting with { Journal = "Proceedings", Identifiers = [new("ISBN", "9782000000000"), new("EMBASE", "1")] }),
            ("no issue", meeting with { Issue = null }),
            ("no volume", meeting with { Volume = null }),
            ("no pages", meeting with { Pages = null }),
            ("no authors", meeting with { Authors = [] }),
            ("other authors", meeting with { Authors = [new("Wood", "Ann")] }),
            ("three authors of one name", meeting with { Authors = [new("Lund", "Ole"), new("Lund", "Ida"), new("Lund", "Per")] }),
            ("DOI of the supplement", meeting with { Doi = "10.5555/suppl" }),
            ("another abstract under that DOI", meeting with { Doi = "10.5555/suppl", Title = "Cost of hip fractures in rural hospitals of the north", Authors = [new("Wood", "Ann")], Pages = "470" }),
            ("close title under that DOI", meeting with { Doi = "10.5555/suppl", Title = "Night work and blood sugar among nurses of many hospitals", Authors = [new("Wood", "Ann")], Pages = "457" }),
            ("no title under that DOI", meeting with { Doi = "10.5555/suppl", Title = "Untitled" }),
        ];
    }

    private static List<(string Name, Citation Citation)> Editorial()
    {
        var editorial = Article("Editorial", [new("Wood", "Ann")], 2018, "BMJ", "360", null, "1-2");
        return
        [
            ("as published", editorial),
            ("in capitals", editorial with { Title = "EDITORIAL." }),
            ("with an s", editorial with { Title = "Editorials" }),
            ("invited", editorial with { Title = "Guest editorial" }),
            ("a letter", editorial with { Title = "Letter to the editor" }),
            ("on a subject", editorial with { Title = "Editorial: sleep and health of nurses at work" }),
            ("a reply", editorial with { Title = "The reply" }),
            ("author’s reply", editorial with { Title = "Author's reply" }),
            ("name in full", editorial with { Journal = "British Medical Journal" }),
            ("name and abbreviation", editorial with { Journal = "British medical journal (Clinical research ed.)", JournalAbbreviation = "BMJ" }),
            ("another journal", editorial with { Journal = "Lancet" }),
            ("another page", editorial with { Pages = "3-4" }),
            ("page in another volume", editorial with { Volume = "361" }),
            ("another year", editorial with { Year = 2019 }),
            ("another author", editorial with { Authors = [new("Stone", "Eve")] }),
            ("no author", editorial with { Authors = [] }),
            ("no pages", editorial with { Pages = null }),
            ("no volume", editorial with { Volume = null }),
            ("no journal", editorial with { Journal = null }),
            ("retraction", editorial with { Title = "Retraction: editorial" }),
            ("untitled", editorial with { Title = "[No title]" }),
            ("a DOI", editorial with { Doi = "10.5555/ed" }),
            ("DOI with a dot", editorial with { Doi = "10.5555/ed." }),
        ];
    }

    private static List<(string Name, Citation Citation)> Preprint()
    {
        const string Title = "α-Synuclein and sleep in ageing mice: seven weeks without light";
        CitationAuthor[] authors = [new("Ødegård", "Nils"), new("Wu", "Li"), new("Bose", "Asha")];
        var preprint = new Citation { Kind = CitationKind.Preprint, Title = Title, Authors = authors, Year = 2020, Journal = "bioRxiv", Doi = "10.1101/2020.1.1", PubMedId = "201", Abstract = Other, Source = Source };
        var article = Article(Title, authors, 2020, "Sleep", "44", "2", "10-19") with { Doi = "10.5555/mice", PubMedId = "202", Abstract = Other };
        return
        [
            ("preprint", preprint),
            ("preprint without PMID", preprint with { PubMedId = null }),
            ("preprint without DOI", preprint with { Doi = null }),
            ("preprint without identifiers", preprint with { Doi = null, PubMedId = null }),
            ("second version of the preprint", preprint with { Doi = "10.1101/2020.1.2", PubMedId = null }),
            ("article", article),
            ("article a year later", article with { Year = 2021 }),
            ("article two years later", article with { Year = 2022 }),
            ("article without identifiers", article with { Doi = null, PubMedId = null }),
            ("article a year later without identifiers", article with { Doi = null, PubMedId = null, Year = 2021, Abstract = "" }),
            ("article under a close title", article with { Title = "α-Synuclein and sleep in older mice: seven weeks without light" }),
            ("article under a close title, a year later, no identifiers", article with { Title = "α-Synuclein and sleep in ageing rats: seven weeks without light", Doi = null, PubMedId = null, Year = 2021, Abstract = "" }),
            ("article by others", article with { Authors = [new("Wood", "Ann"), new("Stone", "Eve")] }),
            ("article by others without identifiers", article with { Authors = [new("Wood", "Ann"), new("Stone", "Eve")], Doi = null, PubMedId = null, Year = 2021, Abstract = "" }),
            ("Greek by name", article with { Title = "Alpha-synuclein and sleep in ageing mice - 7 weeks without light" }),
            ("Greek by name, the number in letters", article with { Title = "Alpha synuclein and sleep in ageing mice: seven weeks without light", Doi = null }),
            ("names without signs", article with { Authors = [new("Odegard", "N"), new("Wu", "L"), new("Bose", "A")], Doi = null, PubMedId = null }),
            ("one letter wrong in names of two and four", article with { Authors = [new("Vu", "Li"), new("Rose", "Asha"), new("Lund", "Ole")], Doi = null, PubMedId = null }),
            ("a hundred authors", article with { Authors = [.. Enumerable.Range(0, 100).Select(i => i == 0 ? authors[0] : new CitationAuthor("Author" + (char)('a' + (i / 10)) + (char)('a' + (i % 10)), "X"))], Doi = null }),
            ("thirteen authors, ours last", article with { Authors = [.. Enumerable.Range(0, 12).Select(i => new CitationAuthor("Surname" + (char)('a' + i) + (char)('a' + i), "X")), authors[0]], Doi = null, PubMedId = null }),
            ("article with another PMID", article with { PubMedId = "203" }),
            ("article with another DOI", article with { Doi = "10.5555/rats" }),
            ("retracted article", article with { Title = "RETRACTED: " + Title }),
            ("notice of retraction", article with { Title = "Notice of retraction: " + Title, Doi = "10.5555/notice" }),
            ("comment", article with { Title = "Comment on: " + Title, Doi = null, PubMedId = null }),
        ];
    }

    private static List<(string Name, Citation Citation)> Cochrane()
    {
        const string Title = "Exercise for people who sleep badly after surgery of the hip";
        CitationAuthor[] authors = [new("Martin", "Paul"), new("Bose", "Asha"), new("Lund", "Ole"), new("Kim", "Bo"), new("Wu", "Li")];
        var review = Article(Title, authors, 2014, "Cochrane Database of Systematic Reviews", null, "5", "CD001234") with { Doi = "10.1002/14651858.CD001234.pub2", PubMedId = "301", Abstract = TwentyWords };
        return
        [
            ("pub2", review),
            ("pub2 without PMID", review with { PubMedId = null }),
            ("pub3 a year later", review with { Doi = "10.1002/14651858.cd001234.pub3", Year = 2015, PubMedId = "302" }),
            ("pub3 two years later", review with { Doi = "10.1002/14651858.cd001234.pub3", Year = 2016, PubMedId = "302" }),
            ("pub3 five years later", review with { Doi = "10.1002/14651858.cd001234.pub3", Year = 2019, PubMedId = null }),
            ("pub3 without a year", review with { Doi = "10.1002/14651858.cd001234.pub3", Year = null, PubMedId = null }),
            ("first version", review with { Doi = "10.1002/14651858.cd001234", Year = 2009, PubMedId = "300" }),
            ("another review", review with { Doi = "10.1002/14651858.cd004321.pub2", PubMedId = "310", Pages = "CD004321" }),
            ("protocol", review with { Title = Title + " (protocol)", Doi = "10.1002/14651858.cd001234", Year = 2012, PubMedId = null, Abstract = "" }),
            ("study protocol", review with { Title = Title + ": study protocol", Doi = null, PubMedId = null, Abstract = "" }),
            ("provisional abstract", review with { Title = Title + " (Provisional abstract)", Journal = "Database of Abstracts of Reviews of Effects", Pages = null, Doi = null, PubMedId = null, Abstract = "" }),
            ("wrong PMID", review with { PubMedId = "303" }),
            ("same PMID under another title", review with { Title = "Cost of hip fractures in rural hospitals of the north", Doi = null }),
            ("same PMID, another title, others", review with { Title = "Cost of hip fractures in rural hospitals of the north", Doi = null, Authors = [new("Wood", "Ann")] }),
            ("same PMID under a close title, others", review with { Title = "Exercise for people who eat poorly after surgery of the knee", Doi = null, Authors = [new("Wood", "Ann")] }),
            ("journal abbreviated", review with { Journal = "Cochrane Database Syst Rev", Doi = null, PubMedId = null }),
            ("journal in one word", review with { Journal = "Cochrane", Doi = null, PubMedId = null }),
            ("volume and pages of a printed copy", review with { Volume = "5", Pages = "1-40", Doi = null, PubMedId = null }),
            ("four authors of five", review with { Authors = authors[..4], Doi = null, PubMedId = null }),
            ("authors in another order", review with { Authors = [.. authors.Reverse()], Doi = null, PubMedId = null }),
            ("abstract of nineteen words", review with { Abstract = TwentyWords.Replace(" previous", "", StringComparison.Ordinal), PubMedId = null }),
            ("abstract with other words at the end", review with { Abstract = TwentyWords + " " + TwentyWords.ToUpperInvariant() + " " + Methods, PubMedId = null, Doi = null }),
            ("a tenth of the abstract", review with { Abstract = TwentyWords[..70] + " " + Other, PubMedId = null, Doi = null }),
            ("a short abstract", review with { Abstract = TwentyWords[..149], PubMedId = null, Doi = null }),
        ];
    }

    private static List<(string Name, Citation Citation)> French()
    {
        const string Title = "Effets d’un pansement connecté sur les plaies chroniques de l’adulte âgé";
        const string English = "Chronic wounds of the elderly: what a connected dressing changes";
        CitationAuthor[] authors = [new("Lefèvre", "Zoé"), new("de la Tour", "Guy"), new("Nguyen", "Anh")];
        var french = Article(Title, authors, 2011, "La Revue du praticien", "61", "4", "210-6");
        return
        [
            ("as published", french),
            ("translated, with its original title", french with { Title = "[" + English + "]", OriginalTitle = Title }),
            ("translated, without original title", french with { Title = English }),
            ("translated, another original title", french with { Title = English, OriginalTitle = "Le sommeil des infirmières de nuit à l’hôpital" }),
            ("original title of twenty letters", french with { Title = English, OriginalTitle = "Le sommeil des patients" }),
            ("title of twenty letters", french with { Title = "Le sommeil des patients" }),
            ("original title of twenty-one letters", french with { Title = English, OriginalTitle = "Le sommeil des patientes" }),
            ("title of twenty-one letters", french with { Title = "Le sommeil des patientes" }),
            ("translated, one page", french with { Title = English, Pages = "210" }),
            ("in French, one page", french with { Pages = "210-210" }),
            ("translated, no last page", french with { Title = English, Pages = "210-" }),
            ("translated, other last page", french with { Title = English, Pages = "210-8" }),
            ("translated, one page of one", french with { Title = English, Pages = "210-210" }),
            ("translated, in a supplement", french with { Title = English, Issue = "Suppl 4" }),
            ("in a supplement", french with { Issue = "Suppl 4" }),
            ("translated, another volume", french with { Title = English, Volume = "62" }),
            ("translated, no volume", french with { Title = English, Volume = null }),
            ("translated, a year later", french with { Title = English, Year = 2012 }),
            ("translated, another journal", french with { Title = English, Journal = "Plaies et cicatrisations" }),
            ("translated, no journal", french with { Title = English, Journal = null }),
            ("translated, by others", french with { Title = English, Authors = [new("Martin", "Paul")] }),
            ("translated, no authors", french with { Title = English, Authors = [] }),
            ("translated, other pages", french with { Title = English, Pages = "300-6" }),
            ("without accents", french with { Title = "Effets d'un pansement connecte sur les plaies chroniques de l'adulte age", Authors = [new("Lefevre", "Z"), new("De La Tour", "G"), new("Nguyen", "A")] }),
            ("particle dropped", french with { Authors = [new("Tour", "Guy"), new("Lefevre", "Zoé"), new("Nguyen", "Anh")] }),
            ("journal in other words", french with { Journal = "Rev Prat" }),
            ("close title", french with { Title = "Effets d’un bandage connecté sur les plaies anciennes de l’adulte âgé" }),
            ("close title, no pages", french with { Title = "Effets d’un bandage connecté sur les plaies anciennes de l’adulte âgé", Pages = null }),
            ("close title, no authors", french with { Title = "Effets d’un bandage connecté sur les plaies anciennes de l’adulte âgé", Authors = [] }),
            ("close title, a year later", french with { Title = "Effets d’un bandage connecté sur les plaies anciennes de l’adulte âgé", Year = 2012, Pages = null }),
            ("with a DOI", french with { Doi = "10.5555/pansement" }),
            ("another article under that DOI", french with { Title = "Le sommeil des infirmières de nuit à l’hôpital", Doi = "10.5555/pansement" }),
        ];
    }

    private static List<(string Name, Citation Citation)> Numbered()
    {
        const string Title = "Sleep in shift workers of type II plants after 12 and 24 weeks";
        var numbered = Article(Title, [new("Kim", "Bo"), new("Wu", "Li")], 2005, "Sleep Research Online", "7", "1", "31-40");
        return
        [
            ("as published", numbered),
            ("numbers in figures", numbered with { Title = "Sleep in shift workers of type 2 plants after 12 and 24 weeks" }),
            ("type III", numbered with { Title = "Sleep in shift workers of type III plants after 12 and 24 weeks" }),
            ("thirteen weeks", numbered with { Title = "Sleep in shift workers of type II plants after 13 and 24 weeks" }),
            ("no weeks", numbered with { Title = "Sleep in shift workers of type II plants" }),
            ("small words", numbered with { Title = "Sleep of shift workers in type II plants after 12 and 24 weeks" }),
            ("words joined", numbered with { Title = "Sleep in shiftworkers of type II plants after 12 and 24 weeks" }),
            ("a misspelt word", numbered with { Title = "Sleep in shift wokrers of type II plants after 12 and 24 weeks" }),
            ("a misspelt word, no pages", numbered with { Title = "Sleep in shift wrkers of type II plants after 12 and 24 weeks", Pages = null }),
            ("another word, no pages", numbered with { Title = "Sleep in shift bakers of type II plants after 12 and 24 weeks", Pages = null }),
            ("another word, same DOI", numbered with { Title = "Sleep in shift workers of type II plants after 12 and 25 weeks", Doi = "10.5555/n" }),
            ("with a DOI", numbered with { Doi = "10.5555/n" }),
            ("with a DOI, no pages", numbered with { Doi = "10.5555/n", Pages = null }),
            ("corrigendum", numbered with { Title = Title + ": corrigendum" }),
            ("correction with its volume", numbered with { Title = Title + " (vol 7, pg 31, 2005)" }),
            ("re", numbered with { Title = "Re: " + Title }),
            ("no journal, no pages", numbered with { Journal = null, Pages = null }),
            ("no volume, no pages", numbered with { Volume = null, Pages = null }),
            ("a subtitle, nothing else", numbered with { Title = Title + ": what the night watches of two large steel works tell", Journal = null, Volume = null, Pages = null }),
            ("a subtitle, volume alone", numbered with { Title = Title + ": what the night watches of two large steel works tell", Journal = null, Pages = null }),
            ("a subtitle, journal alone", numbered with { Title = Title + ": what the night watches of two large steel works tell", Volume = null, Pages = null }),
            ("a subtitle, a year later", numbered with { Title = Title + ": what the night watches of two large steel works tell", Year = 2006, Pages = null }),
        ];
    }

    private static Citation Article(
        string title, IReadOnlyList<CitationAuthor> authors, int year, string journal, string? volume, string? issue, string? pages) => new()
        {
            Kind = CitationKind.JournalArticle,
            Title = title,
            Authors = authors,
            Year = year,
            Journal = journal,
            Volume = volume,
            Issue = issue,
            Pages = pages,
            Source = Source,
        };
}
