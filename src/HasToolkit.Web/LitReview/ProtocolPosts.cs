using System.Globalization;
using HasToolkit.Web.Evaluation;
using LitReview;
using LitReview.Reviews;
using LitReview.Screening;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of the protocol: what was decided before reading, and who reads.</summary>
internal static class ProtocolPosts
{
    public static void MapProtocolPosts(this IEndpointRouteBuilder posts)
    {
        posts.MapPost("/{id}/protocole/faire/changer", ChangeAsync);
        posts.MapPost("/{id}/protocole/faire/inscrire", (string id, HttpContext http, ReviewPosts.Desk desk) => desk.DoAsync<ProtocolPage>(
            id, "inscrire", http, form => form.Text("personne") is { Length: > 0 } person ? new AddMember(new ReviewerId(person)) : null,
            $"/revues/{id}/protocole"));
        posts.MapPost("/{id}/protocole/faire/retirer", (string id, HttpContext http, ReviewPosts.Desk desk) => desk.DoAsync<ProtocolPage>(
            id, "retirer", http, form => new RemoveMember(new ReviewerId(form.Text("personne")), form.Text("motif")), $"/revues/{id}/protocole"));
    }

    public static Protocol ProtocolOf(IFormCollection form, IReadOnlyList<SecondModel> secondModels) => new()
    {
        Title = form.Text("titre"),
        For = form.Text("pour"),
        Question = form.Text("question"),
        Pico = new Pico(form.Text("population"), form.Text("intervention"), form.Text("comparateur"), form.Text("criteres")),
        InclusionCriteria = Lines(form.Text("inclusion")),
        ExclusionCriteria = Lines(form.Text("exclusion")),
        Reasons = Lines(form.Text("motifs")),
        ReviewersPerRecord = form.Number("lecteurs") ?? 0,
        Order = form.Text("ordre") == "hasard" ? ReadingOrder.Random : ReadingOrder.Ranked,
        Model = form.Text("modele"),
        SecondModel = secondModels.FirstOrDefault(model => model.Sha256 == form.Text("second")),
        Seed = form.Number("graine") ?? 0,
        Recall = Share(form.Text("rappel")),
        Confidence = Share(form.Text("confiance")),
        Words =
        [
            .. Enum.GetValues<WordKind>()
                .Select(kind => new WordGroup(
                    kind, form.Text($"mots-{(int)kind}").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                .Where(group => group.Words.Count > 0),
        ],
    };

    private static async Task<IResult> ChangeAsync(string id, HttpContext http, LitReviewServices reviews, ReviewPosts.Desk desk)
    {
        // A model that the protocol has already can stay, even where this machine has it not.
        var known = reviews.SecondModels.All().ToList();
        if ((await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Protocol.SecondModel is { } own)
            known.Add(own);
        return await desk.DoAsync<ProtocolPage>(
            id, "protocole", http, form => new ChangeProtocol(ProtocolOf(form, known), form.Text("motif")), $"/revues/{id}/protocole",
            seesVersion: true);
    }

    // What is not a number is 0, which the protocol refuses.
    private static double Share(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0;

    private static IReadOnlyList<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
