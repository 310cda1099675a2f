using System.Text;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Bias;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of studies: what is taken from them, how they are judged, and the tables that come of it.</summary>
internal static class StudyPosts
{
    private const long LargestForm = 1_000_000;

    public static void MapStudyPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/revues/{id}").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/etude/{number:int}/faire/extraire", ExtractAsync);
        posts.MapPost("/etude/{number:int}/faire/reprendre", AcceptAsync);
        posts.MapPost("/etude/{number:int}/faire/trancher", SettleAsync);
        posts.MapPost("/etude/{number:int}/faire/biais", JudgeAsync);
        posts.MapPost("/etude/{number:int}/faire/proposer", StudyPage.ProposeAsync);
        posts.MapPost("/reference/{number:int}/faire/proposer", RecordPage.ProposeAsync);
        posts.MapPost("/etudes/faire/formulaire", (string id, HttpContext http, ReviewPosts.Desk desk, LitReviewServices reviews) =>
            ChangeFormAsync(id, http, desk, reviews));
        posts.MapPost("/etudes/faire/grille", AdoptAsync);
        app.MapGet("/revues/{id}/etudes/{file}", DownloadAsync);
    }

    public static string ClassOf(BiasTone tone) => "bias-" + tone switch
    {
        BiasTone.Good => "good",
        BiasTone.Warn => "warn",
        BiasTone.Bad => "bad",
        BiasTone.Neutral => "neutral",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "Unknown tone."),
    };

    private static Task<IResult> ExtractAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
        SubmitAsync(id, number, "extraire", "extraction", http, reviews, current, echo, (review, form, reader, command) =>
        {
            var own = review.Find(number)?.Extracted;
            return reviews.Studies.ExtractAsync(
                review.Id, number,
                [
                    .. review.Extraction.Fields.Where(field => form.ContainsKey($"valeur-{field.Key}")).Select(field =>
                    {
                        var (value, quote) = (form.Text($"valeur-{field.Key}"), form.Text($"extrait-{field.Key}"));
                        // What a model proposed stays so as long as nobody changes it.
                        var before = own?.GetValueOrDefault(field.Key)?.Of(reader)?.Value;
                        return new TypedValue(
                            field.Key, value, quote, form.Text($"page-{field.Key}"),
                            before?.Value == value && before.Quote == quote ? before.ProposedBy : null);
                    }),
                ],
                reader, command, http.RequestAborted);
        });

    private static Task<IResult> AcceptAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
        SubmitAsync(id, number, "reprendre", "extraction", http, reviews, current, echo, (review, form, reader, command) =>
            reviews.Studies.ExtractAsync(
                review.Id, number,
                [
                    .. form["champ"].OfType<string>().Select(key => new TypedValue(
                        key, form.Text($"valeur-{key}"), form.Text($"extrait-{key}"), "", form.Text("modele"))),
                ],
                reader, command, http.RequestAborted));

    private static Task<IResult> SettleAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
        SubmitAsync(id, number, null, "extraction", http, reviews, current, echo, (review, form, reader, command) =>
            reviews.Studies.SettleAsync(
                review.Id, number,
                new TypedValue(form.Text("champ"), form.Text("valeur"), form.Text("extrait"), form.Text("page")), form.Text("pourquoi"),
                reader, command, http.RequestAborted));

    private static Task<IResult> JudgeAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo) =>
        SubmitAsync(id, number, "biais", "biais", http, reviews, current, echo, (review, form, reader, command) =>
        {
            var grid = review.UsableBiasForms().FirstOrDefault(known => known.Id == form.Text("grille"));
            return reviews.Studies.JudgeBiasAsync(
                review.Id, number, form.Text("grille"),
                [
                    .. (grid?.Domains ?? []).Select(domain => new TypedBias(
                        domain.Key, form.Text($"jugement-{domain.Key}"), form.Text($"raison-{domain.Key}"), form.Text($"extrait-{domain.Key}"),
                        form.Text($"page-{domain.Key}"))),
                ],
                reader, command, http.RequestAborted);
        });

    private static async Task<IResult> SubmitAsync(
        string id, int number, string? name, string place, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo,
        Func<Review, IFormCollection, ReviewerId, Guid, Task<ReviewResult>> submit)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        if (await reviews.Queries.ReviewAsync(new ReviewId(id)) is not { } review)
            return Results.NotFound();
        var grid = form.Text("grille");
        if (await submit(review, form, ReviewPosts.ReaderOf(acting), form.Command()) is not ReviewResult.Refused(var reason))
            return new Recorded($"/revues/{id}/etude/{number}{(grid.Length > 0 ? $"?grille={Uri.EscapeDataString(grid)}" : "")}#{place}");
        echo.Refuse(name ?? $"trancher-{form.Text("champ")}", reason.Message, form);
        return DossierPosts.Again<StudyPage>(
            StatusCodes.Status422UnprocessableEntity, (nameof(StudyPage.Id), id), (nameof(StudyPage.Number), number),
            (nameof(StudyPage.Chosen), grid.Length > 0 ? grid : null));
    }

    private static async Task<IResult> ChangeFormAsync(string id, HttpContext http, ReviewPosts.Desk desk, LitReviewServices reviews)
    {
        var known = (await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Extraction ?? ExtractionForm.Default;
        return await desk.DoAsync<StudiesPage>(
            id, "formulaire", http,
            form => new ChangeExtractionForm(
                known.WithLines(form.Text("champs").Split('\n')) with { Extractors = form.Number("personnes") ?? 0 }, form.Text("motif")),
            $"/revues/{id}/etudes?vue=formulaire", values: [(nameof(StudiesPage.Shown), "formulaire")]);
    }

    private static async Task<IResult> AdoptAsync(string id, HttpContext http, ReviewPosts.Desk desk, FormEcho echo)
    {
        var form = await http.Request.ReadFormAsync();
        try
        {
            if (form.Files is not [{ Length: > 0 and <= LargestForm } file, ..])
                throw new InvalidDataException("Aucun fichier n’est choisi, ou il dépasse 1 Mo. Choisissez une grille en JSON, puis ajoutez-la.");
            using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
            var grid = BiasForm.Read(await reader.ReadToEndAsync(http.RequestAborted), file.FileName);
            return await desk.DoAsync<StudiesPage>(
                id, "grille", http, _ => new ChooseBiasForm(grid), $"/revues/{id}/etudes?vue=biais", values: [(nameof(StudiesPage.Shown), "biais")]);
        }
        catch (InvalidDataException e)
        {
            echo.Refuse("grille", e.Message, form);
            return DossierPosts.Again<StudiesPage>(
                StatusCodes.Status422UnprocessableEntity, (nameof(ReviewPage.Id), id), (nameof(StudiesPage.Shown), "biais"));
        }
    }

    private static async Task<IResult> DownloadAsync(string id, string file, HttpContext http, LitReviewServices reviews)
    {
        if (await reviews.Queries.ReviewAsync(new ReviewId(id)) is not { } review)
            return Results.NotFound();
        if (file == "grille-biais.schema.json")
            return Results.Text(BiasForm.Schema, "application/schema+json", Encoding.UTF8);
        var citations = await reviews.Queries.CitationsAsync(
            review.Id, [.. review.Studies().Select(record => record.Number)], http.RequestAborted);
        var content = new MemoryStream();
        switch (file)
        {
            case "extraction.csv":
                ExtractionTable.WriteCsv(review, citations, content);
                return Results.File(content.ToArray(), "text/csv; charset=utf-8", $"extraction-{id}.csv");
            case "extraction.xlsx":
                ExtractionTable.WriteXlsx(review, citations, content);
                return Results.File(
                    content.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"extraction-{id}.xlsx");
            default:
                return review.BiasForms.Find(form => $"biais-{form.Id}.svg" == file) is { } grid
                    ? Results.File(Encoding.UTF8.GetBytes(BiasSvg.Draw(review, grid, citations)), "image/svg+xml; charset=utf-8", $"biais-{id}-{grid.Id}.svg")
                    : Results.NotFound();
        }
    }
}
