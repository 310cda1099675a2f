namespace Verbatims.Nlp.Intake;

/// <summary>Guesses which column holds what, from the names of columns and what stands in them; a person confirms.</summary>
public static class ColumnProposal
{
    private const double MostOfThem = 0.8;
    private const int ShortestText = 15;

    // Words that a column's folded name is compared with, whole or as a part, best first.
    private static readonly string[] PositiveNames =
        ["verbatim positif", "commentaire positif", "points positifs", "point positif", "texte positif", "positif", "positive", "points forts"];

    private static readonly string[] NegativeNames =
    [
        "verbatim negatif", "commentaire negatif", "points negatifs", "point negatif", "texte negatif", "negatif", "negative",
        "points a ameliorer", "points faibles",
    ];

    private static readonly string[] TextNames =
    [
        "texte", "verbatim", "verbatims", "commentaire", "commentaires", "comment", "text", "reponse", "feedback", "answer", "message",
        "expression", "remarque", "remarques", "avis",
    ];

    private static readonly string[] IdNames = ["id", "identifiant", "numero", "num", "no", "ref", "reference", "id reponse", "comment id", "row index"];

    private static readonly string[] BoxNames = ["champ", "box", "polarite", "type commentaire", "type de commentaire", "nature", "case"];

    private static readonly string[] DateNames =
    [
        "date", "date de sortie", "date sortie", "date de reponse", "date reponse", "date depot", "mois", "periode", "jour", "month",
        "horodatage",
    ];

    private static readonly string[] ServiceNames =
        ["service", "unite", "uf", "pole", "departement", "libelle service", "unite de soins", "ward"];

    private static readonly string[] EstablishmentNames =
    [
        "etablissement", "hopital", "site", "raison sociale", "finess", "structure", "clinique", "organization", "trust", "hospital",
    ];

    private static readonly string[] ScoreNames =
        ["score", "note", "score global", "note globale", "satisfaction", "score satisfaction", "recommandation", "stars", "etoiles", "mark"];

    /// <summary>Proposes a mapping.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="sample">Some rows of it.</param>
    /// <returns>A mapping that may lack a text, when no column looks like one.</returns>
    public static ColumnMapping Propose(IReadOnlyList<string> columns, IReadOnlyList<SourceRow> sample)
    {
        if (columns.Count == 1)
            return new ColumnMapping(Text: columns[0]);
        var seen = columns.Select((name, place) => new Seen(name, Values(sample, place))).ToList();
        var free = seen.ToList();
        var positive = Take(free, PositiveNames, column => column.LooksLikeText);
        var negative = Take(free, NegativeNames, column => column.LooksLikeText);
        if (positive is null != negative is null)
        {
            // One box alone is a column of text like any other.
            free = [.. seen];
            (positive, negative) = (null, null);
        }

        var date = Take(free, DateNames, column => column.Share(text => CommentFields.Month(text) is not null) >= MostOfThem)
            ?? Take(free, column => column.Share(text => CommentFields.Month(text) is not null) >= MostOfThem
                && column.Share(text => text.All(char.IsAsciiDigit)) < MostOfThem);
        var box = Take(free, BoxNames, column => column.Share(text => CommentFields.BoxOf(text) is not null) >= MostOfThem)
            ?? Take(free, column => column.Share(text => CommentFields.BoxOf(text) is not null && text.Any(char.IsLetter)) >= MostOfThem);
        var score = Take(free, ScoreNames, column => column.Share(text => CommentFields.Score(text) is not null) >= MostOfThem);
        // « NEAS PTS 540 - Q1 » looks like a text, under a name that leaves no doubt.
        var id = Take(free, IdNames, column => IdNames.Contains(column.Folded) || !column.LooksLikeText);
        var service = Take(free, ServiceNames, _ => true);
        var establishment = Take(free, EstablishmentNames, _ => true);
        var text = positive is not null
            ? null
            : Take(free, TextNames, column => column.Share(value => CommentFields.Score(value) is not null) < MostOfThem)
                ?? Take([.. free.OrderByDescending(column => column.MeanLength)], column => column.LooksLikeText);
        return new ColumnMapping(
            text, positive, negative, id, positive is not null ? null : box, date, service, establishment, score);
    }

    private static List<string> Values(IReadOnlyList<SourceRow> sample, int place) =>
        [.. sample.Where(row => place < row.Values.Count && !string.IsNullOrWhiteSpace(row.Values[place]))
            .Select(row => row.Values[place]!.Trim())];

    // The whole name first, then a name that holds the word.
    private static string? Take(List<Seen> free, string[] names, Func<Seen, bool> fits)
    {
        foreach (var isWhole in (bool[])[true, false])
        {
            foreach (var name in names)
            {
                if (Take(free, column => (isWhole ? column.Folded == name : column.HoldsWords(name)) && (column.IsEmpty || fits(column)))
                    is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static string? Take(List<Seen> free, Func<Seen, bool> fits)
    {
        var found = free.Find(column => fits(column));
        if (found is null)
            return null;
        free.Remove(found);
        return found.Name;
    }

    private sealed record Seen(string Name, List<string> Values)
    {
        public string Folded { get; } = TextFolding.Fold(Name);

        public bool IsEmpty => Values.Count == 0;

        public double MeanLength => Values.Count == 0 ? 0 : Values.Average(value => value.Length);

        public bool LooksLikeText => MeanLength >= ShortestText && Share(value => value.Contains(' ', StringComparison.Ordinal)) >= 0.5;

        public double Share(Func<string, bool> fits) => Values.Count == 0 ? 0 : (double)Values.Count(fits) / Values.Count;

        public bool HoldsWords(string words) => $" {Folded} ".Contains($" {words} ", StringComparison.Ordinal);
    }
}
