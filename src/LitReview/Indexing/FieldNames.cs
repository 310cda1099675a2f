using System.Globalization;
using LitReview.Searching;

namespace LitReview.Indexing;

/// <summary>Says in French what a score is made of.</summary>
internal static class FieldNames
{
    private const int WordsSaid = 6;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [IndexFields.Title] = "titre",
        [IndexFields.Abstract] = "résumé",
        [IndexFields.Keyword] = "mots-clés",
        [IndexFields.Mesh] = "MeSH",
        ["author"] = "auteurs",
        ["journal"] = "revue",
        ["language"] = "langue",
        ["kind"] = "type",
        ["source"] = "source",
        ["label"] = "décision",
        [IndexFields.Doi] = "DOI",
        [IndexFields.PubMedId] = "PMID",
    };

    public static string Of(string field) => Names[field];

    public static ScoreExplanation Explanation(double score, IReadOnlyList<ScorePart> parts)
    {
        if (parts.Count == 0)
            return new ScoreExplanation(score, parts, "Cette référence répond à l’équation ; aucun de ses critères ne donne de score.");
        var words = parts.GroupBy(part => part.Word)
            .Select(group => (Word: group.Key, Total: group.Sum(part => part.Value), Parts: group.ToList()))
            .OrderByDescending(word => word.Total).ToList();
        var said = words.Take(WordsSaid).Select(word =>
            $"« {word.Word} » pour {Number(word.Total)} ({string.Join(", ", word.Parts.Select(In))})");
        var rest = words.Skip(WordsSaid).Sum(word => word.Total);
        var sentence = $"Score {Number(score)} : {string.Join(" ; ", said)}"
            + (words.Count > WordsSaid ? $" ; {words.Count - WordsSaid} autres mots pour {Number(rest)}." : ".");
        return new ScoreExplanation(score, parts, sentence);

        static string In(ScorePart part) => $"{part.Field} {Number(part.Value)}";
    }

    private static string Number(double value) => value.ToString("0.0#", French);
}
