using System.Globalization;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>Checks what was filled in against the fields of an outcome.</summary>
internal static class FieldChecks
{
    private const int LongestText = 20_000;

    // What an old dossier declared is not known: a date, a number or a choice that no source gives may be missing there.
    public static Refusal? FirstFault(
        StepOutcome outcome, IReadOnlyDictionary<string, string> fields, DateOnly today, bool isHistorical)
    {
        var unknown = fields.Keys.FirstOrDefault(key => outcome.Fields.All(rule => rule.Id != key));
        if (unknown is not null)
        {
            return new FieldIsWrong(unknown, unknown,
                $"ce champ n’est pas prévu ; champs prévus : {string.Join(", ", outcome.Fields.Select(rule => rule.Id))}.");
        }

        foreach (var rule in outcome.Fields)
        {
            var value = fields.TryGetValue(rule.Id, out var text) ? text.Trim() : "";
            if (value.Length == 0 && isHistorical && rule.Type != FieldType.Text)
                continue;
            if (Problem(rule, value, today) is { } problem)
                return new FieldIsWrong(rule.Id, rule.Title, problem);
        }

        return null;
    }

    private static string? Problem(FieldRule rule, string value, DateOnly today)
    {
        if (value.Length == 0)
            return rule.IsRequired ? "à remplir." : null;

        return rule.Type switch
        {
            FieldType.Text when value.Length > LongestText => $"trop long ({value.Length} caractères, {LongestText} au plus).",
            FieldType.Text => null,
            FieldType.Date => DateProblem(value, rule.MayBeFuture ? DateOnly.MaxValue : today),
            // Without thousands separators: with them « 12,5 » would be read as 125.
            FieldType.Number => decimal.TryParse(
                value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? null
                : $"« {value} » n’est pas un nombre ; écrivez par exemple 12.5.",
            FieldType.Choice => rule.Choices.Any(choice => choice.Id == value)
                ? null
                : $"« {value} » n’est pas un choix possible ; choix : {string.Join(", ", rule.Choices.Select(c => c.Id))}.",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Type, "Unknown field type."),
        };
    }

    private static string? DateProblem(string value, DateOnly latest)
    {
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return $"« {value} » n’est pas une date ; écrivez AAAA-MM-JJ.";
        return day > latest ? new DateIsInTheFuture(day, latest).Message : null;
    }
}
