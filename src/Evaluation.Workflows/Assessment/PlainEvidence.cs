using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Deadlines;

namespace Evaluation.Workflows.Assessment;

/// <summary>Evidence made from what another tool found, in plain values, so that nothing here knows that tool.</summary>
public static class PlainEvidence
{
    /// <summary>The longest question whose answer may be evidence, in characters: it becomes the title.</summary>
    public const int LongestQuestion = 500;

    private const int MostQuotes = 12;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>A reference kept by a review of the literature.</summary>
    /// <param name="title">The title of the reference.</param>
    /// <param name="identifiers">Its numbers; those that have not the form of theirs are left out.</param>
    /// <param name="review">The review: its key and its title.</param>
    /// <param name="number">The number of the reference in the review.</param>
    /// <param name="state">The number of the last event of the review, which tells its state.</param>
    /// <param name="record">The record as the database gave it; it is known by its hash.</param>
    /// <param name="on">The day on which it was taken.</param>
    public static EvidenceDescription OfReference(
        string title, EvidenceIdentifiers identifiers, (string Id, string Title) review, int number, long state, string record, DateOnly on) =>
        new(EvidenceKind.Reference, title, AssessmentRules.WellFormed(identifiers), "",
            $"Revue {review.Id}, « {review.Title} », référence n° {number} retenue au texte intégral, à l’état n° {state} de la revue",
            on, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record))))
        {
            TakenFrom = new EvidenceSource(EvidenceSource.Review, review.Id, number.ToString(CultureInfo.InvariantCulture)),
        };

    /// <summary>What a scale of levels of evidence says of a reference, as far as a dossier keeps it.</summary>
    /// <param name="level">The level, as the scale names it; one that is no whole number is left out.</param>
    /// <param name="grade">The grade; one that a dossier does not know is left out.</param>
    public static EvidenceAppraisal AppraisalOf(string level, string grade) =>
        new(int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : null, EvidenceText.FindGrade(grade));

    /// <summary>An answer that a review gives to a question, in the words of its references.</summary>
    /// <param name="question">The question, of <see cref="LongestQuestion"/> characters at most.</param>
    /// <param name="answer">The answer: sentences of the references, each with the number of its source.</param>
    /// <param name="quotes">The words of the references, each with where they stand; the first 12 are taken.</param>
    /// <param name="review">The review: its key and its title.</param>
    /// <param name="state">The number of the last event of the review, which tells its state.</param>
    /// <param name="on">The day on which it was taken.</param>
    public static EvidenceDescription OfAnswer(
        string question, string answer, IEnumerable<EvidenceQuote> quotes, (string Id, string Title) review, long state, DateOnly on) =>
        new(EvidenceKind.CitedAnswer, question, new EvidenceIdentifiers(), answer,
            $"Revue {review.Id}, « {review.Title} », réponse faite de phrases de ses références, à l’état n° {state} de la revue",
            on, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\n{answer}"))))
        {
            Quotes = [.. quotes.Take(MostQuotes)],
            TakenFrom = new EvidenceSource(EvidenceSource.Review, review.Id),
        };

    /// <summary>A share of patients' comments, with its count and its interval.</summary>
    /// <param name="what">What is counted, in French: « commentaires satisfaits ».</param>
    /// <param name="count">How many.</param>
    /// <param name="of">Out of how many; more than 0.</param>
    /// <param name="interval">The interval at 95 %, in [0, 1].</param>
    /// <param name="batch">The batch: its key and the name of its file.</param>
    /// <param name="sha256">The hash of the file.</param>
    /// <param name="model">The version of the model that read the comments.</param>
    /// <param name="on">The day on which it was taken.</param>
    /// <param name="quotes">Masked comments that show it, each with where it stands; null or empty for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="of"/> is 0.</exception>
    public static EvidenceDescription OfShare(
        string what, long count, long of, (double Low, double High) interval, (string Id, string File) batch, string sha256, string model,
        DateOnly on, IReadOnlyList<EvidenceQuote>? quotes = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(of);
        return new(
            EvidenceKind.PatientFigure, $"{char.ToUpper(what[0], French)}{what[1..]}, {batch.File}", new EvidenceIdentifiers(),
            $"{Number(count)} sur {Number(of)}, soit {Percent((double)count / of)} (intervalle à 95 % : {Percent(interval.Low)} à {Percent(interval.High)})",
            $"Commentaires de patients, fichier « {batch.File} », lot {batch.Id}, lus par le modèle {model} le {FrenchCalendar.Write(on)}",
            on, sha256)
        {
            Quotes = quotes is { Count: > 0 } ? quotes : null,
            TakenFrom = new EvidenceSource(EvidenceSource.Comments, batch.Id),
        };
    }

    private static string Number(long value) => value.ToString("N0", French);

    private static string Percent(double share) => string.Create(French, $"{share * 100:0.0}\u00a0%");
}
