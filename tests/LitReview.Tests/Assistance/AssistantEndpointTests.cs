using System.Text.Json;
using HasToolkit.Tests;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Indexing;
using LitReview.Tests.Searching;
using Microsoft.Extensions.Time.Testing;

namespace LitReview.Tests.Assistance;

/// <summary>The assistant with a service of this machine, over HTTP.</summary>
public sealed class AssistantEndpointTests : IDisposable
{
    private const string Question = "La télésurveillance réduit-elle les réhospitalisations ?";

    private const string Good =
        """{"phrases":[{"texte":"Elle les réduit.","citations":[{"passage":1,"extrait":"réduit les réhospitalisations de 12,5 %"}]}]}""";

    private readonly SearchIndex _index = SearchIndex.InMemory();
    private readonly FakeTimeProvider _clock = new();

    public AssistantEndpointTests() => _index.Add(
    [
        ARecord.With("coeur", "Télésurveillance", "La télésurveillance réduit les réhospitalisations de 12,5 %."),
        .. Enumerable.Range(0, 20).Select(i => ARecord.With($"x{i}", $"Étude {i} de la hanche", "Rien d’autre ici.")),
    ]);

    public void Dispose() => _index.Dispose();

    [Fact]
    public async Task A_service_that_answers_well_is_asked_once_with_the_question_and_the_passages()
    {
        using var model = LoopbackModel.Saying(Good);

        var answer = await AskAsync(model.Address);

        Assert.Equal((AnswerOrigin.Model, null), (answer.Origin, answer.Failure));
        Assert.True(Assert.Single(answer.Sentences).IsSupported);
        using var sent = JsonDocument.Parse(Assert.Single(model.Bodies));
        Assert.Equal("essai", sent.RootElement.GetProperty("model").GetString());
        Assert.Equal(
            ["system", "user"], sent.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.False(sent.RootElement.TryGetProperty("tools", out _));
    }

    [Theory]
    [InlineData(500, "{\"error\":{\"message\":\"en panne\"}}")]
    [InlineData(401, "{}")]
    [InlineData(429, "{}")]
    [InlineData(200, "<html>Portail captif</html>")]
    [InlineData(200, "{\"choices\":[]}")]
    [InlineData(200, "")]
    public async Task A_service_that_answers_badly_is_asked_once_and_the_records_answer(int status, string body)
    {
        using var model = LoopbackModel.Answering(status, body);

        var answer = await AskAsync(model.Address);

        Assert.NotNull(answer.Failure);
        Assert.Equal(AnswerOrigin.Extracted, answer.Origin);
        Assert.False(answer.IsNone);
        Assert.Single(model.Bodies);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        using var elsewhere = LoopbackModel.Saying(Good);
        using var model = LoopbackModel.Answering(307, "", elsewhere.Address + "/chat/completions");

        Assert.NotNull((await AskAsync(model.Address)).Failure);

        Assert.Single(model.Bodies);
        Assert.Empty(elsewhere.Bodies);
    }

    [Fact]
    public async Task An_answer_without_end_or_broken_off_is_given_up()
    {
        using var endless = LoopbackModel.Answering(200, LoopbackModel.Completion(new string('x', BoundedHandler.LargestAnswer)));
        Assert.Contains("démesurée", (await AskAsync(endless.Address)).Failure, StringComparison.Ordinal);

        using var broken = LoopbackModel.BreakingOff();
        Assert.Contains("ne répond pas", (await AskAsync(broken.Address)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_service_is_given_up_after_its_time_and_a_person_may_stop_earlier()
    {
        using var model = LoopbackModel.Silent();
        var asking = AskAsync(model.Address);
        await model.Asked;
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("pas de réponse en 60 secondes", (await asking).Failure, StringComparison.Ordinal);

        using var other = LoopbackModel.Silent();
        using var stop = new CancellationTokenSource();
        var waiting = AskAsync(other.Address, stop.Token);
        await other.Asked;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_service_that_is_not_there_costs_nothing_but_the_sentence_that_says_so()
    {
        string address;
        using (var gone = LoopbackModel.Saying(Good))
            address = gone.Address;

        Assert.Contains("ne répond pas", (await AskAsync(address)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_nothing_goes_out()
    {
        using var watch = new NetworkWatch();
        Assert.Null(Assistant.Connect(new AssistanceOptions { Model = "essai" }));
        Assert.False(ExtractedAnswer.To(Question, _index).IsNone);
        Assert.Equal(0, watch.Seen);

        // The watch does see what goes out.
        using var model = LoopbackModel.Saying(Good);
        await AskAsync(model.Address);
        Assert.True(watch.Seen > 0);
    }

    private async Task<Answer> AskAsync(string address, CancellationToken cancellationToken = default)
    {
        using var assistant = Assistant.Connect(new AssistanceOptions { Endpoint = address, Model = "essai" }, _clock)!;
        return await assistant.AnswerAsync(Question, _index, cancellationToken);
    }
}
