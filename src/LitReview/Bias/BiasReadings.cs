using LitReview.Extraction;
using LitReview.Reviews;

namespace LitReview.Bias;

/// <summary>What a person found on one domain of a study.</summary>
/// <param name="Judgement">What.</param>
/// <param name="Reason">Why.</param>
/// <param name="Quote">The words of the study that show it, with what their check found.</param>
/// <param name="Person">Who judged.</param>
/// <param name="At">When.</param>
public sealed record BiasMark(string Judgement, string Reason, CheckedValue Quote, ReviewerId Person, DateTimeOffset At);

/// <summary>The domain of a form, as marks are kept.</summary>
/// <param name="Form">The form.</param>
/// <param name="Domain">The domain.</param>
public readonly record struct BiasPlace(string Form, string Domain);

/// <summary>What is read from the judgements of bias of a review.</summary>
public static class BiasReadings
{
    /// <summary>The forms that may be used: those of the review first, then those that are shipped.</summary>
    public static IReadOnlyList<BiasForm> UsableBiasForms(this Review review) =>
    [
        .. review.BiasForms,
        .. BiasForm.Shipped.Where(form => review.BiasForms.All(own => own.Id != form.Id)),
    ];

    /// <summary>What was found on a domain of a study; null when nothing was.</summary>
    public static BiasMark? Mark(this RecordState record, BiasForm form, BiasDomain domain) =>
        record.Bias.GetValueOrDefault(new BiasPlace(form.Id, domain.Key));

    /// <summary>The studies that are judged on a form, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordState> JudgedOn(this Review review, BiasForm form) =>
        [.. review.Studies().Where(record => record.Bias.Keys.Any(place => place.Form == form.Id))];
}
