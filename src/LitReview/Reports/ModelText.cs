using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>What language models were asked on a review, in French.</summary>
internal static class ModelText
{
    /// <summary>One request, as the journal tells it.</summary>
    public static string Of(ModelAsked asked) =>
        $"a demandé à {asked.Model}{(asked.Place is { } place ? $" ({place})" : "")} "
        + asked.Use switch
        {
            ModelUse.Question => $"de rédiger une réponse{(asked.Question is { } question ? $" à « {question} »" : "")}",
            ModelUse.Opinion => "un avis",
            ModelUse.Extraction => "une proposition d’extraction",
            ModelUse.Translation => "une traduction",
            _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Use, "Unknown use."),
        }
        + (asked.Record is { } record ? $" pour la référence n° {record}" : "")
        + (asked.Failure is { } failure ? $", sans réponse utilisable : {failure}" : "")
        + (asked.AskedAt is { } at ? $" (demande du {FrenchText.Day(DateOnly.FromDateTime(at.UtcDateTime))}, reprise du registre de cette machine)" : "");

    /// <summary>Whether models helped, for what and which, as the method of a report says it; it follows a semicolon.</summary>
    public static string Method(Review review)
    {
        var values = review.Records.SelectMany(record => record.Extracted.Values)
            .SelectMany(field => field.Given.Select(given => given.Value.ProposedBy)).OfType<string>().ToList();
        var models = review.ModelRequests.Select(asked => asked.Model).Concat(review.ModelsTaken).Distinct(StringComparer.Ordinal).ToList();
        if (models.Count == 0)
            return "aucune intelligence artificielle générative n’a été utilisée.";
        var failed = review.ModelRequests.Count(asked => asked.Failure is not null);
        return "une intelligence artificielle générative a aidé, sans rien décider : "
            + string.Join(" ; ", models.Select(model => Helped(model, review, values.Count(by => by == model)))) + ". "
            + (failed > 0 ? $"{Capital(FrenchText.Count(failed, "demande"))} {(failed > 1 ? "sont restées" : "est restée")} sans réponse utilisable. " : "")
            + "Chaque demande est au journal.";
    }

    private static string Helped(string model, Review review, int values)
    {
        var asked = review.ModelRequests.Where(request => request.Model == model).ToLookup(request => request.Use);
        var parts = new List<string>();
        void Add(ModelUse use, string one, string many)
        {
            if (asked[use].Any())
                parts.Add(FrenchText.Count(asked[use].Count(), one, many));
        }

        Add(ModelUse.Question, "réponse rédigée à partir des références", "réponses rédigées à partir des références");
        Add(ModelUse.Opinion, "avis proposé à un lecteur", "avis proposés à un lecteur");
        Add(ModelUse.Extraction, "proposition d’extraction", "propositions d’extraction");
        Add(ModelUse.Translation, "traduction", "traductions");
        if (values > 0 || parts.Count == 0)
            parts.Add(values == 0 ? "une proposition d’extraction reprise, puis retirée" : FrenchText.Count(values, "valeur extraite reprise d’une proposition", "valeurs extraites reprises de propositions"));
        return $"{model} ({FrenchText.List(parts)})";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
