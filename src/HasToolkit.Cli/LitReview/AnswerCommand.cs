using System.CommandLine;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Searching;

namespace HasToolkit.Cli.LitReview;

/// <summary>Answers a question from references, with citations that were checked.</summary>
internal sealed class AnswerCommand(CliApp app)
{
    private readonly Argument<string[]> _typed = SearchInput.Typed("QUESTION");
    private readonly Option<string> _review = SearchInput.ReviewOption();

    private readonly AssistanceInput _assistance = new();

    public Command Answer()
    {
        var command = new CliCommand(
            "answer", "Répond à une question par les références seules : phrases, numéros des sources, citations mot pour mot.",
            "has litreview answer pubmed.nbib \"La télésurveillance réduit-elle les réhospitalisations ?\"",
            "has litreview answer --revue R-2026-0001 \"Quel est l’effet sur la mortalité ?\"")
        {
            _typed, _review,
        };
        _assistance.AddTo(command);
        return app.Does(command, AnswerAsync);
    }

    private async Task<int> AnswerAsync(Run run)
    {
        var (input, question) = await SearchInput.OpenAsync(run, _typed, _review);
        using (input)
        {
            if (question.Trim().Length is 0 or > SearchQuery.LongestText)
                throw new InputException($"La question est vide ou dépasse {French.Number(SearchQuery.LongestText)} caractères.");
            using var assistant = _assistance.Connect(run);
            var answer = await AskedAsync(run, question, input, assistant);
            if (answer.Failure is { } failure)
                run.Terminal.Warn($"Le modèle {answer.Model} n’a rien donné d’utilisable : {failure}. Voici ce que disent les références.");
            if (run.WantsJson)
                run.Terminal.Json(Json(answer));
            else
                Show(run, answer);
            return input.Tell();
        }
    }

    private static async Task<Answer> AskedAsync(Run run, string question, SearchInput input, Assistant? assistant)
    {
        try
        {
            if (assistant is null)
                return ExtractedAnswer.To(question, input.Search);
            // The journal of a review says who asked; without one, the log of this machine does.
            if (input is { Review: { } review, Reviews: { } reviews })
                return await reviews.Assisted.AnswerAsync(assistant, review, input.Search, ReviewInput.Signer(run), question, run.Stop);
            var answer = await assistant.AnswerAsync(question, input.Search, run.Stop);
            AssistanceInput.Keep(run, assistant, $"question : {question}", answer.Failure);
            return answer;
        }
        catch (SearchFaultException e)
        {
            throw new InputException(e.Message);
        }
    }

    private static void Show(Run run, Answer answer)
    {
        if (answer.IsNone)
        {
            run.Terminal.Raw(global::LitReview.Answers.Answer.None);
            return;
        }

        foreach (var sentence in answer.Sentences)
        {
            var numbers = string.Join(", ", sentence.Citations.Select(citation => citation.Passage).Distinct());
            run.Terminal.Raw(answer.Origin == AnswerOrigin.Model ? sentence.Text : $"{sentence.Text} [{numbers}]");
            foreach (var fault in sentence.Faults)
                run.Terminal.Warn($"Phrase non appuyée : {fault}.");
        }

        run.Terminal.Show(Layout.Heading("Sources"));
        foreach (var passage in answer.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.Passage).Distinct().Order())
        {
            var source = answer.Passages[passage - 1];
            run.Terminal.Show(Layout.Indented($"[{passage}] n° {SearchInput.NumberOf(source.RecordId)}, {source.Reference}"));
            if (source.TitleLength > 0)
                run.Terminal.Show(Layout.Indented(source.Text[..source.TitleLength], 6));
        }

        run.Terminal.Say(answer.Origin == AnswerOrigin.Model
            ? $"Rédigé par {answer.Model} ; numéros, extraits et chiffres vérifiés, le sens reste à vérifier."
            : "Phrases extraites des résumés, mot pour mot ; à lire dans leur contexte.");
    }

    private static object Json(Answer answer) => new
    {
        answer.Question,
        Origin = answer.Origin == AnswerOrigin.Model ? "model" : "extracted",
        answer.Model,
        answer.Failure,
        NoAnswer = answer.IsNone,
        Sentences = answer.Sentences.Select(sentence => new { sentence.Text, sentence.IsSupported, sentence.Faults, sentence.Citations }),
        Sources = answer.Passages.Select(passage => new
        {
            passage.Number,
            Record = SearchInput.NumberOf(passage.RecordId),
            passage.Reference,
            passage.Text,
        }),
    };
}
