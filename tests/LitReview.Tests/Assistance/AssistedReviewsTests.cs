using System.Text.Json;
using LitReview.Assistance;
using LitReview.Extraction;
using LitReview.Reports;
using LitReview.Reviews;
using LitReview.Tests.Persistence;

namespace LitReview.Tests.Assistance;

public sealed class AssistedReviewsTests
{
    private const string Opinion = """{"avis":"inclure","raison":"Répond à la question.","extrait":"patients suivis à domicile"}""";

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_request_is_in_the_journal_the_method_and_the_archive_of_its_review(bool onPostgres)
    {
        await using var store = await AStore.CreateAsync(onPostgres);
        var id = await store.AReviewAsync(records: 2);
        using var client = new ScriptedClient(Opinion, """{"traduction":"Contexte : 1 patients suivis à domicile."}""", "rien de lisible");
        using var assistant = AssistantOn(client);
        var review = await ReviewAsync(store, id);
        Assert.Contains("aucune intelligence artificielle générative n’a été utilisée.", Method(review), StringComparison.Ordinal);

        await store.Services.Assisted.JudgeAsync(assistant, review, AStore.Bruno, 2);
        await store.Services.Assisted.TranslateAsync(assistant, review, AStore.Bruno, 2);
        await store.Services.Assisted.AnswerAsync(
            assistant, review, await store.Services.Searches.OfAsync(review), AStore.Anne, "Que dit Claire Martin de la télésurveillance ?");

        var after = await ReviewAsync(store, id);
        Assert.Equal([ModelUse.Opinion, ModelUse.Translation, ModelUse.Question], after.ModelRequests.Select(asked => asked.Use));
        Assert.Equal(
            "a demandé à essai un avis pour la référence n° 2",
            ReviewText.Of(after, (await store.Services.Queries.HistoryAsync(id, 2))[0], reader: null));
        // What people are called is masked before it leaves, and before it is kept for ever.
        Assert.Equal("Que dit [NOM] de la télésurveillance ?", after.ModelRequests[2].Question);
        Assert.NotNull(after.ModelRequests[2].Failure);
        Assert.DoesNotContain(AStore.Bruno, after.Members);
        var method = Method(after);
        Assert.Contains(
            "une intelligence artificielle générative a aidé, sans rien décider : essai (1 réponse rédigée à partir des références, "
            + "1 avis proposé à un lecteur et 1 traduction). 1 demande est restée sans réponse utilisable. Chaque demande est au journal.",
            method, StringComparison.Ordinal);
        Assert.DoesNotContain("aucune intelligence", method, StringComparison.Ordinal);

        var file = new MemoryStream();
        await store.Services.Archive.WriteAsync(after, file);
        await using var there = await AStore.CreateAsync(onPostgres: false);
        Assert.Equal(after.ModelRequests, (await ReviewAsync(there, await there.Services.Archive.ReadAsync(file))).ModelRequests);
    }

    [Fact]
    public async Task A_request_given_up_on_the_way_is_kept_since_it_left()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 1);
        using var stop = new CancellationTokenSource();
        using var client = new ScriptedClient(Opinion) { OnAsked = stop.Cancel };
        using var assistant = AssistantOn(client);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.Services.Assisted.JudgeAsync(assistant, await ReviewAsync(store, id), AStore.Anne, 1, stop.Token));

        Assert.Equal("la demande a été interrompue avant la réponse", Assert.Single((await ReviewAsync(store, id)).ModelRequests).Failure);
    }

    [Fact]
    public async Task What_an_older_program_kept_on_the_machine_alone_enters_the_journal_once()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var id = await store.AReviewAsync(records: 1);
        await File.WriteAllLinesAsync(
            Path.Combine(store.Folder, "assistance.jsonl"),
            [
                $$"""{"at":"2026-03-12T10:00:00+00:00","person":"bruno","review":"{{id}}","request":"avis : référence 1","model":"ancien","endpoint":"http://localhost:11434/v1","failure":null}""",
                $$"""{"at":"2026-03-12T10:05:00+00:00","person":"","review":"{{id}}","request":"question : Quel effet ?","model":"ancien","endpoint":null,"failure":null}""",
                """{"at":"2026-03-12T10:05:00+00:00","person":"","review":null,"request":"question : Quoi ?","model":"ancien"}""",
                "{ coupé",
            ]);

        await store.OpenAgainAsync();
        var again = await store.OpenAgainAsync();

        var journal = (await again.Queries.JournalAsync(id)).Where(recorded => recorded.Event is ModelAsked).Reverse().ToList();
        Assert.Equal(["bruno", "inconnu"], journal.Select(recorded => recorded.Person.Value));
        var review = (await again.Queries.ReviewAsync(id))!;
        Assert.Equal(
            "a demandé à ancien (localhost:11434) un avis pour la référence n° 1 (demande du 12 mars 2026, reprise du registre de cette machine)",
            ReviewText.Of(review, journal[0], reader: null));
        Assert.Null(await again.Queries.FirstFaultAsync(id));
    }

    [Fact]
    public void A_value_taken_from_a_proposal_is_told_even_where_no_request_is_in_the_journal()
    {
        var review = new Reviews.AReview(records: 1).Judge(1, Verdict.Include);
        var value = new CheckedValue("duree", "12 mois", "suivis 12 mois", "", QuotePlace.TitleAbstract, null, []) { ProposedBy = "ancien" };
        review.Do(new ExtractValues(1, [value]));

        Assert.Contains("sans rien décider : ancien (1 valeur extraite reprise d’une proposition).", Method(review.Review), StringComparison.Ordinal);
    }

    [Fact]
    public void The_event_is_written_as_programs_read_it()
    {
        var asked = new ModelAsked(ModelUse.Opinion, "essai", Record: 3);

        Assert.Equal(asked, JsonSerializer.Deserialize<ReviewEvent>(JsonSerializer.Serialize<ReviewEvent>(asked)));
    }

    private static Assistant AssistantOn(ScriptedClient client) => Assistant.On(
        client,
        new AssistanceOptions { Model = "essai", Mask = typed => typed.Replace("Claire Martin", "[NOM]", StringComparison.Ordinal) },
        TimeProvider.System);

    private static string Method(Review review) => string.Join('\n', ReviewText.Method(review));

    private static async Task<Review> ReviewAsync(AStore store, ReviewId id) => (await store.Services.Queries.ReviewAsync(id))!;
}
