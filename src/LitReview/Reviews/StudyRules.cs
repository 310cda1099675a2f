using LitReview.Bias;
using LitReview.Extraction;
using static LitReview.Reviews.ReviewRules;

namespace LitReview.Reviews;

/// <summary>Whether something may be taken from a study.</summary>
internal static class StudyRules
{
    private const int LongestValue = 2_000;
    private const int LongestQuote = 3_000;
    private const int LongestPage = 40;

    public static ReviewDecision ChangeForm(Review review, ChangeExtractionForm command)
    {
        if (command.Form.Faults() is { Count: > 0 } faults)
            return No(new ExtractionFormIsInvalid(faults));
        var used = review.Extraction.Fields.Where(field => command.Form.Field(field.Key) is null
            && review.Records.Any(record => record.Extracted.ContainsKey(field.Key))).Select(field => field.Name).ToList();
        if (used.Count > 0)
            return No(new FieldHasValues(used));
        return Said(command.Reason)
            ? Yes(new ExtractionFormChanged(command.Form, command.Reason.Trim()))
            : No(new ReasonIsMissing("Changer le formulaire d’extraction"));
    }

    public static ReviewDecision Extract(Review review, RecordState record, ExtractValues command, ReviewerId person)
    {
        if (!review.IsStudied(record))
            return No(new StudyIsNotIncluded(record.Number));
        var events = new List<ReviewEvent>();
        foreach (var value in command.Values)
        {
            if (review.Extraction.Field(value.Field) is not { } field)
                return No(new FieldIsUnknown(value.Field, [.. review.Extraction.Fields.Select(known => known.Key)]));
            var cell = review.Cell(record, field);
            var before = cell.State.Of(person)?.Value;
            if (before is null ? value.Value.Length == 0 : before.IsSame(value))
                continue;
            if (cell.State.Settled is not null)
                return No(new ValueIsSettled(field.Name));
            if (before is null && cell.State.Given.Length >= review.Extraction.Extractors)
                return No(new ExtractionIsTaken(field.Name, review.Extraction.Extractors));
            if (value.Value.Length == 0)
                events.Add(new ValueWithdrawn(record.Number, field.Key));
            else if (RefusalOf(field.Name, value) is { } refusal)
                return No(refusal);
            else
                events.Add(new ValueExtracted(record.Number, value));
        }

        return Yes(events);
    }

    public static ReviewDecision Settle(Review review, RecordState record, SettleValue command)
    {
        if (review.Extraction.Field(command.Value.Field) is not { } field)
            return No(new FieldIsUnknown(command.Value.Field, [.. review.Extraction.Fields.Select(known => known.Key)]));
        if (review.Cell(record, field).Status is not (CellStatus.Differs or CellStatus.Settled))
            return No(new ValuesAgree(field.Name));
        if (command.Value.Value.Length == 0)
            return No(new TextIsUnusable(field.Name, LongestValue));
        if (RefusalOf(field.Name, command.Value) is { } refusal)
            return No(refusal);
        return Said(command.Comment)
            ? Yes(new ValueSettled(record.Number, command.Value, command.Comment.Trim()))
            : No(new ReasonIsMissing("Trancher entre deux valeurs"));
    }

    public static ReviewDecision Adopt(Review review, ChooseBiasForm command)
    {
        var form = command.Form;
        if (form.Faults() is { Count: > 0 } faults)
            return No(new BiasFormIsInvalid(faults));
        var known = review.UsableBiasForms().FirstOrDefault(candidate => candidate.Id == form.Id);
        if (known is not null && known.IsSame(form))
            return review.BiasForms.Contains(known) ? Yes() : Yes(new BiasFormChosen(form));
        if (known is not null && form.Version <= known.Version)
            return No(new BiasFormIsOlder(form.Id, form.Version, known.Version));
        var lost = review.Records.SelectMany(record => record.Bias)
            .Where(mark => mark.Key.Form == form.Id && (form.Domain(mark.Key.Domain) is null || form.Judgement(mark.Value.Judgement) is null))
            .Select(mark => mark.Key.Domain).Distinct().ToList();
        return lost.Count > 0 ? No(new BiasFormLosesMarks(form.Id, lost)) : Yes(new BiasFormChosen(form));
    }

    public static ReviewDecision Judge(Review review, RecordState record, JudgeBias command)
    {
        if (!review.IsStudied(record))
            return No(new StudyIsNotIncluded(record.Number));
        if (review.UsableBiasForms().FirstOrDefault(known => known.Id == command.Form) is not { } form)
            return No(new BiasFormIsUnknown(command.Form, [.. review.UsableBiasForms().Select(known => known.Id)]));
        var events = new List<ReviewEvent>();
        // The first judgement on a form brings the form into the journal.
        if (review.BiasForms.All(own => own.Id != form.Id))
            events.Add(new BiasFormChosen(form));
        foreach (var answer in command.Answers.Where(answer => answer.Judgement.Length > 0))
        {
            if (form.Domain(answer.Domain) is not { } domain)
                return No(new FieldIsUnknown(answer.Domain, [.. form.Domains.Select(known => known.Key)]));
            if (form.Judgement(answer.Judgement) is null)
                return No(new JudgementIsUnknown(answer.Judgement, [.. form.Judgements.Select(known => known.Name)]));
            if (record.Mark(form, domain) is { } before && before.Judgement == answer.Judgement && before.Reason == answer.Reason.Trim()
                && before.Quote.IsSame(answer.Quote))
            {
                continue;
            }

            if (!Said(answer.Reason))
                return No(new ReasonIsMissing($"« {domain.Name} »"));
            if (answer.Quote.Place == QuotePlace.Absent)
                return No(new QuoteIsNotThere(domain.Name, answer.Quote.Quote));
            if (answer.Reason.Length > LongestValue || answer.Quote.Quote.Length > LongestQuote || answer.Quote.Page.Length > LongestPage)
                return No(new TextIsUnusable(domain.Name, LongestValue));
            events.Add(new BiasJudged(
                record.Number, form.Id, form.Version, domain.Key, answer.Judgement, answer.Reason.Trim(), answer.Quote));
        }

        return events is [BiasFormChosen] ? Yes() : Yes(events);
    }

    private static ReviewRefusal? RefusalOf(string field, CheckedValue value) => value switch
    {
        { Value.Length: > LongestValue } => new TextIsUnusable(field, LongestValue),
        { Quote.Length: > LongestQuote } => new TextIsUnusable($"Extrait de « {field} »", LongestQuote),
        { Page.Length: > LongestPage } => new TextIsUnusable($"Page de « {field} »", LongestPage),
        { Quote.Length: 0, IsNotReported: false } => new QuoteIsMissing(field),
        { Place: QuotePlace.Absent } => new QuoteIsNotThere(field, value.Quote),
        _ => null,
    };
}
