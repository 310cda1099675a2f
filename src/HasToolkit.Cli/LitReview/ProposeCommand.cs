using System.CommandLine;
using LitReview;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Asks a language model for proposals on one reference of a review: its journal keeps the request, nothing of the proposal enters.</summary>
internal sealed class ProposeCommand(CliApp app)
{
    private readonly Argument<string> _review = new("REVUE") { Description = "Référence de la revue, que « list » montre." };
    private readonly Argument<int> _number = new("NUMÉRO") { Description = "Numéro de la référence." };

    private readonly Option<string> _what = new("--quoi")
    {
        Description = "extraction (population, intervention…), avis (inclure ou exclure) ou traduction ; extraction par défaut.",
        HelpName = "QUOI",
    };

    private readonly AssistanceInput _assistance = new();

    public Command Propose()
    {
        var command = new CliCommand(
            "propose", "Demande à un modèle une proposition sur une référence : à vérifier, rien n’entre dans la revue.",
            "has litreview propose R-2026-0001 12 --quoi avis --assistance http://localhost:11434/v1 --assistance-modele NOM --par claire-martin")
        {
            _review, _number, _what,
        };
        _assistance.AddTo(command);
        return app.Does(command, ProposeAsync);
    }

    private async Task<int> ProposeAsync(Run run)
    {
        using var assistant = _assistance.Required(run);
        using var reviews = await ReviewInput.OpenAsync(run);
        var (review, number) = (await ReviewInput.FindAsync(reviews, run, _review), run.Get(_number));
        ReviewInput.Record(review, number);
        var signer = ReviewInput.Signer(run);
        var what = run.Word(_what, ("extraction", What.Extraction), ("avis", What.Opinion), ("traduction", What.Translation)) ?? What.Extraction;
        var (value, lines, failure) = await AskAsync(reviews.Assisted, assistant, what, review, signer, number, run.Stop);
        if (run.WantsJson)
            run.Terminal.Json(new { assistant.Model, Proposal = value, Failure = failure });
        else
            lines.ForEach(run.Terminal.Raw);
        if (failure is null)
            run.Terminal.Warn($"Proposition de {assistant.Model}, à vérifier : rien n’est entré dans la revue.");
        else
            run.Terminal.Fail($"Le modèle {assistant.Model} n’a rien donné d’utilisable : {failure}.");
        return failure is null ? ExitCodes.Ok : ExitCodes.Findings;
    }

    private static async Task<(object? Value, List<string> Lines, string? Failure)> AskAsync(
        AssistedReviews assisted, Assistant assistant, What what, Review review, ReviewerId signer, int number,
        CancellationToken cancellationToken)
    {
        switch (what)
        {
            case What.Opinion:
                var opinion = await assisted.JudgeAsync(assistant, review, signer, number, cancellationToken);
                return (
                    opinion.Value,
                    opinion.Value is { } judged ? [$"Avis proposé : {ReviewText.Of(judged.Verdict)}", .. Lines("Raison", judged.Reason)] : [],
                    opinion.Failure);
            case What.Translation:
                var translation = await assisted.TranslateAsync(assistant, review, signer, number, cancellationToken);
                return (
                    translation.Value,
                    translation.Value is { } text ? [text.Text, .. text.Faults.Select(fault => $"! {fault}")] : [],
                    translation.Failure);
            case What.Extraction:
                var fields = await assisted.ExtractAsync(assistant, review, signer, number, cancellationToken);
                return (fields.Value, [.. fields.Value?.SelectMany(field => Lines(field.Name, field.Value)) ?? []], fields.Failure);
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "Unknown proposal.");
        }
    }

    private static IEnumerable<string> Lines(string name, AnswerSentence sentence) =>
    [
        $"{name} : {sentence.Text}",
        .. sentence.Citations.Select(citation => $"    « {citation.Quote} »"),
        .. sentence.Faults.Select(fault => $"  ! {fault}"),
    ];

    /// <summary>What is asked for.</summary>
    private enum What
    {
        Extraction,
        Opinion,
        Translation,
    }
}
