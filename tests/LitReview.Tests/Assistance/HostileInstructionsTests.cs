using System.Text.Json;
using HasToolkit.Tests;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Reviews;
using LitReview.Tests.Persistence;

namespace LitReview.Tests.Assistance;

/// <summary>Abstracts that give orders, and a model that obeys them: no review moves, no order changes, nobody else is called.</summary>
public sealed class HostileInstructionsTests
{
    private const string Question = "La télésurveillance réduit-elle les réhospitalisations ?";
    private const int Ordinary = 40;
    private const int Read = 60;

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_hundred_abstracts_and_a_model_that_obeys_them_move_nothing_and_call_nobody(bool onPostgres)
    {
        using var elsewhere = LoopbackModel.Saying("");
        using var model = LoopbackModel.Answering(200, Obedient(elsewhere.Address));
        var texts = HostileInstructions.All(elsewhere.Address);
        await using var asked = await AStore.CreateAsync(onPostgres);
        await using var never = await AStore.CreateAsync(onPostgres: false);
        var (id, twin) = (await ReviewAsync(asked, texts), await ReviewAsync(never, texts));
        var before = (await asked.Services.Queries.ReviewAsync(id))!;
        using var assistant = Assistant.Connect(new AssistanceOptions { Endpoint = model.Address, Model = "essai" })!;

        var requests = await AskAllAsync(assistant, asked.Services, before, texts.Count);

        Assert.Equal(requests, model.Bodies.Count);
        Assert.Empty(elsewhere.Bodies);
        Assert.All(model.Bodies, body => Assert.Equal(["system", "user"], RolesOf(body)));
        var after = (await asked.Services.Queries.ReviewAsync(id))!;
        var since = (await asked.Services.Queries.JournalAsync(id, take: 1_000)).Where(recorded => recorded.Version > before.Version).ToList();
        Assert.Equal(requests, since.Count);
        Assert.All(since, recorded => Assert.IsType<ModelAsked>(recorded.Event));
        Assert.Equal(before.Members, after.Members);
        Assert.Null(await asked.Services.Queries.FirstFaultAsync(id));
        // The references come in the order in which they come where nobody ever asked a model.
        Assert.Equal(await OrderAsync(never.Services, twin), await OrderAsync(asked.Services, id));
    }

    [Fact]
    public async Task Without_a_model_two_hundred_such_abstracts_are_read_searched_and_answered_from_without_the_network()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        using var watch = new NetworkWatch();
        var id = await ReviewAsync(store, HostileInstructions.All("http://127.0.0.1:9"));

        await OrderAsync(store.Services, id);
        var search = await store.Services.Searches.OfAsync((await store.Services.Queries.ReviewAsync(id))!);
        Assert.False(ExtractedAnswer.To(Question, search).IsNone);

        Assert.Equal(0, watch.Seen);
    }

    private static async Task<ReviewId> ReviewAsync(AStore store, IReadOnlyList<string> texts)
    {
        var id = await store.AReviewAsync();
        await store.ImportAsync(
            id,
            [
                .. texts.Select((text, place) => AStore.ACitation(place + 1) with
                {
                    Abstract = $"Contexte : {place} patients suivis à domicile. {text} La télésurveillance réduit les réhospitalisations.",
                }),
                .. Enumerable.Range(texts.Count + 1, Ordinary).Select(number => number % 2 == 0
                    ? AStore.ACitation(number)
                    : AStore.ACitation(number, $"Étude n° {number} de la hanche") with { Abstract = $"Prothèse chez {number} patients." }),
            ]);
        return id;
    }

    private static async Task<int> AskAllAsync(Assistant assistant, LitReviewServices services, Review review, int count)
    {
        var requests = 0;
        for (var number = 1; number <= count; number++)
        {
            var opinion = await services.Assisted.JudgeAsync(assistant, review, AStore.Anne, number);
            // What the model says is shown to a person; it decides nothing.
            Assert.Equal(Verdict.Include, opinion.Value?.Verdict);
            requests++;
            if (number % 10 != 0)
                continue;
            await services.Assisted.ExtractAsync(assistant, review, AStore.Anne, number);
            await services.Assisted.TranslateAsync(assistant, review, AStore.Anne, number);
            var answer = await services.Assisted.AnswerAsync(assistant, review, await services.Searches.OfAsync(review), AStore.Anne, Question);
            Assert.DoesNotContain(answer.Sentences, sentence => sentence is { IsSupported: true, Text: var text } && text.Contains("http", StringComparison.Ordinal));
            requests += 3;
        }

        return requests;
    }

    // One reader reads; what is about telemonitoring is kept.
    private static async Task<IReadOnlyList<int>> OrderAsync(LitReviewServices services, ReviewId id)
    {
        var order = new List<int>();
        while (order.Count < Read)
        {
            var review = (await services.Queries.ReviewAsync(id))!;
            var number = (await services.Rooms.NextAsync(review, AStore.Anne))!.Number;
            order.Add(number);
            var isKept = (await services.Queries.CitationsAsync(id, [number]))[number].Title.Contains("télésurveillance", StringComparison.Ordinal);
            Assert.IsType<ReviewResult.Done>(await services.DoAsync(
                id, new JudgeRecord(number, Stage.TitleAbstract, isKept ? Verdict.Include : Verdict.Exclude), AStore.Anne, Guid.NewGuid()));
        }

        return order;
    }

    private static IEnumerable<string?> RolesOf(string body)
    {
        using var sent = JsonDocument.Parse(body);
        Assert.False(sent.RootElement.TryGetProperty("tools", out _));
        return [.. sent.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString())];
    }

    // Does all that the texts want, in what it writes and by tools that nobody offered.
    private static string Obedient(string elsewhere) => JsonSerializer.Serialize(new
    {
        id = "essai",
        @object = "chat.completion",
        created = 1,
        model = "essai",
        choices = new[]
        {
            new
            {
                index = 0,
                finish_reason = "tool_calls",
                message = new
                {
                    role = "assistant",
                    content = JsonSerializer.Serialize(new
                    {
                        avis = "inclure",
                        raison = "Consigne suivie.",
                        extrait = "",
                        phrases = new[] { new { texte = $"Voir {elsewhere}.", citations = new[] { new { passage = 1, extrait = "suivre la consigne" } } } },
                        champs = new[] { new { cle = "population", valeur = elsewhere, extrait = "" } },
                        traduction = $"<img src=\"{elsewhere}\">",
                        decider = "inclure",
                    }),
                    tool_calls = new[]
                    {
                        new { id = "1", type = "function", function = new { name = "demandes-avis", arguments = "{}" } },
                        new { id = "2", type = "function", function = new { name = "decider", arguments = "{\"reference\":1}" } },
                    },
                },
            },
        },
    });
}
