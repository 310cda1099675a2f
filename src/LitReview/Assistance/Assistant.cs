using System.ClientModel;
using System.ClientModel.Primitives;
using LitReview.Answers;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Reviews;
using LitReview.Searching;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using OpenAI;
using OpenAI.Chat;

namespace LitReview.Assistance;

/// <summary>A language model that proposes; code checks what can be checked, and people decide.</summary>
/// <remarks>
/// A model that is silent, slow, or writes what cannot be used costs nothing but the wait: a question is then answered by
/// extraction, and the answer says why.
/// </remarks>
public sealed class Assistant : IDisposable
{
    // Services that ask for no key take any.
    private const string NoKey = "aucune";

    private readonly AssistanceOptions _options;
    private readonly TimeProvider _clock;
    private readonly BoundedHandler? _handler;
    private readonly HttpClient? _http;
    private readonly Kernel _kernel;

    private Assistant(AssistanceOptions options, TimeProvider clock, IChatClient? client)
    {
        (_options, _clock) = (options, clock);
        var builder = Kernel.CreateBuilder();
        if (client is null)
        {
            _handler = new BoundedHandler();
            _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
            builder.Services.AddSingleton(ClientOf(options, _http));
        }
        else
        {
            builder.Services.AddSingleton(client);
        }

        var filter = new OutgoingFilter(options);
        builder.Services.AddSingleton<IFunctionInvocationFilter>(filter);
        builder.Services.AddSingleton<IPromptRenderFilter>(filter);
        builder.Plugins.Add(Prompts.Load());
        _kernel = builder.Build();
    }

    /// <summary>The name of the model.</summary>
    public string Model => _options.Model;

    /// <summary>Where it is; null when it runs in this program.</summary>
    public string? Endpoint => _options.Endpoint;

    /// <summary>What people typed, as it leaves.</summary>
    public string Masked(string typed) => _options.Mask(typed);

    /// <summary>Connects to a model; nothing is sent before something is asked.</summary>
    /// <returns>Null when the options name no address.</returns>
    /// <exception cref="InvalidDataException">The options cannot be used; the message is French.</exception>
    public static Assistant? Connect(AssistanceOptions options, TimeProvider? clock = null) =>
        options.Address() is null ? null : new Assistant(options, clock ?? TimeProvider.System, client: null);

    /// <summary>An assistant on a client that is there already.</summary>
    internal static Assistant On(IChatClient client, AssistanceOptions options, TimeProvider clock) => new(options, clock, client);

    /// <summary>Answers a question from the records of a review alone.</summary>
    /// <param name="question">The question.</param>
    /// <param name="search">The records.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="SearchFaultException">The question has no word to look for.</exception>
    public async Task<Answer> AnswerAsync(string question, IRecordSearch search, CancellationToken cancellationToken = default)
    {
        var corpus = new CorpusPlugin(search, _options);
        var find = KernelPluginFactory.CreateFromObject(corpus, CorpusPlugin.Name)[CorpusPlugin.FindName];
        var found = (await find.InvokeAsync<string>(_kernel, new KernelArguments { [Prompts.Question] = question }, cancellationToken))!;
        var passages = corpus.Found;
        if (passages.Count == 0)
            return new Answer(question, AnswerOrigin.Extracted, [], []);
        try
        {
            var reply = await AskAsync(
                Prompts.AnswerName, new KernelArguments { [Prompts.Question] = question, [Prompts.Passages] = found }, cancellationToken);
            var sentences = ModelReply.List(reply, "phrases").Select(part => (Text: ModelReply.Text(part, "texte"), Part: part))
                .Where(sentence => sentence.Text.Length > 0)
                .Select(sentence => AnswerCheck.Check(sentence.Text, ModelReply.Citations(sentence.Part), passages)).ToList();
            return sentences.Count == 0 || sentences.Any(sentence => sentence.IsSupported)
                ? new Answer(question, AnswerOrigin.Model, sentences, passages) { Model = Model }
                : throw new AssistanceException("aucune de ses phrases n’est appuyée par les passages");
        }
        catch (AssistanceException e)
        {
            return ExtractedAnswer.From(question, passages, search) with { Model = Model, Failure = e.Message };
        }
    }

    /// <summary>Proposes what a record says of the fields of a form.</summary>
    public Task<Proposal<IReadOnlyList<ExtractedField>>> ExtractAsync(
        Citation citation, ExtractionForm form, CancellationToken cancellationToken = default) =>
        ProposeAsync<IReadOnlyList<ExtractedField>>(
            citation, Prompts.ExtractName, new KernelArguments { [Prompts.Fields] = FieldsOf(form) }, (reply, passage) =>
            [
                .. ModelReply.List(reply, "champs")
                    .Select(part => (Field: form.Field(ModelReply.Text(part, "cle")), Value: ModelReply.Text(part, "valeur"), Quote: ModelReply.Text(part, "extrait")))
                    .Where(given => given.Value.Length > 0 && given.Field is not null).DistinctBy(given => given.Field!.Key)
                    .Select(given => new ExtractedField(given.Field!.Key, given.Field.Name, Checked(given.Value, given.Quote, passage))),
            ], cancellationToken);

    /// <summary>Gives an opinion on whether a record meets a protocol.</summary>
    public Task<Proposal<SecondOpinion>> JudgeAsync(
        Citation citation, Protocol protocol, CancellationToken cancellationToken = default) =>
        ProposeAsync(citation, Prompts.JudgeName, new KernelArguments { [Prompts.Criteria] = CriteriaOf(protocol) }, (reply, passage) =>
            new SecondOpinion(
                ModelReply.Text(reply, "avis") switch
                {
                    "inclure" => Verdict.Include,
                    "exclure" => Verdict.Exclude,
                    "incertain" => Verdict.Unsure,
                    _ => throw new AssistanceException("la réponse ne donne ni « inclure », ni « exclure », ni « incertain »"),
                },
                Checked(ModelReply.Text(reply, "raison"), ModelReply.Text(reply, "extrait"), passage)), cancellationToken);

    /// <summary>Translates title and abstract into French.</summary>
    public Task<Proposal<TranslatedRecord>> TranslateAsync(Citation citation, CancellationToken cancellationToken = default) =>
        ProposeAsync(citation, Prompts.TranslateName, [], (reply, passage) =>
        {
            var text = ModelReply.Text(reply, "traduction", longest: passage.Text.Length * 3);
            return text.Length > 0
                ? new TranslatedRecord(text, TranslationFaults(text, passage.Text))
                : throw new AssistanceException("la réponse n’a pas de traduction, ou elle est démesurée");
        }, cancellationToken);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _http?.Dispose();
        _handler?.Dispose();
    }

    private async Task<Proposal<T>> ProposeAsync<T>(
        Citation citation, string function, KernelArguments arguments, Func<System.Text.Json.JsonElement, Passage, T> read,
        CancellationToken cancellationToken)
        where T : class
    {
        var passage = Prompts.PassageOf(citation);
        arguments[Prompts.Passages] = CorpusPlugin.Written([passage], _options.Allowed);
        try
        {
            return new Proposal<T>(Model, read(await AskAsync(function, arguments, cancellationToken), passage), Failure: null);
        }
        catch (AssistanceException e)
        {
            return new Proposal<T>(Model, Value: null, e.Message);
        }
    }

    // Whatever goes wrong out there becomes one kind of failure; only the person who waits can stop everything.
    private async Task<System.Text.Json.JsonElement> AskAsync(
        string function, KernelArguments arguments, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var reply = await _kernel.InvokeAsync<string>(Prompts.Plugin, function, arguments, either.Token);
            var read = ModelReply.Object(reply ?? "");
            LitReviewTelemetry.Asked(function, "answered");
            return read;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var own = OwnFailure(e);
            LitReviewTelemetry.Asked(function, own is { IsHeldBack: true } ? "held back" : "failed");
            throw own ?? (late.IsCancellationRequested
                ? new AssistanceException($"pas de réponse en {_options.Timeout.TotalSeconds:0} secondes", e)
                : new AssistanceException("le service ne répond pas, ou refuse la demande", e));
        }
    }

    // Without the loop of Semantic Kernel that answers calls of tools: a model that calls one, though none is offered, would be asked
    // 128 times more.
    private static IChatClient ClientOf(AssistanceOptions options, HttpClient http) => new ChatClient(
        options.Model,
        new ApiKeyCredential(options.ApiKey ?? NoKey),
        new OpenAIClientOptions
        {
            Endpoint = options.Address(),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }).AsIChatClient();

    private static AssistanceException? OwnFailure(Exception? e) =>
        e is null ? null : e as AssistanceException ?? OwnFailure(e.InnerException);

    private static AnswerSentence Checked(string text, string quote, Passage passage) =>
        AnswerCheck.Check(text, quote.Length == 0 ? [] : [new AnswerCitation(1, quote)], [passage]);

    private static IReadOnlyList<string> TranslationFaults(string text, string source)
    {
        var added = FigureCheck.Missing(text, [source]);
        var lost = FigureCheck.Missing(source, [text]);
        string[] faults =
        [
            added.Count > 0 ? $"chiffres que l’original n’a pas : {string.Join(", ", added)}" : "",
            lost.Count > 0 ? $"chiffres de l’original absents : {string.Join(", ", lost)}" : "",
            text.Length < source.Length / 2 ? "texte bien plus court que l’original" : "",
        ];
        return [.. faults.Where(fault => fault.Length > 0)];
    }

    private static string FieldsOf(ExtractionForm form) => string.Join(
        '\n', form.Fields.Select(field => $"{field.Key} : {field.Name}{(field.Hint.Length > 0 ? $" ({field.Hint})" : "")}"));

    private static string CriteriaOf(Protocol protocol) => string.Join(
        '\n',
        new[] { protocol.RankingQuestion() }
            .Concat(protocol.InclusionCriteria.Select(criterion => $"Inclusion : {criterion}"))
            .Concat(protocol.ExclusionCriteria.Select(criterion => $"Exclusion : {criterion}")));
}
