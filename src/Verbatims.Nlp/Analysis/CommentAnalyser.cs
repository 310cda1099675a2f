using Verbatims.Nlp.Comments;
using Verbatims.Nlp.Masking;
using Verbatims.Nlp.Topics;

namespace Verbatims.Nlp.Analysis;

/// <summary>
/// Reads comments with two judges: a trained model, and the key words of the grid. The model decides; where the two disagree or
/// the model is not sure, the comment goes to the pile « à relire ».
/// </summary>
public sealed class CommentAnalyser : ICommentAnalyser
{
    // Chosen on development rows: about one comment in five is put on the pile, and it holds about half of the errors of tone.
    private const double SureTone = 0.62;
    private const double NearThreshold = 0.10;

    // A word of a signal asks for less of the model than no word at all; below that, the word was used in another sense.
    private const double WordShare = 0.35;

    /// <summary>The version of how the judges’ answers are put together; another one analyses again.</summary>
    public const string Version = "lecture/3";

    private readonly ICommentModel _model;
    private readonly KeywordJudge _keywords;
    private readonly SignalList _signals;

    // For each topic of the grid, its place in the model, or −1 for a topic of the hospital's own.
    private readonly int[] _inModel;

    /// <summary>Puts the two judges together.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="grid">The topics; those that the model does not know are judged by key words alone.</param>
    public CommentAnalyser(ICommentModel model, TopicGrid grid)
    {
        (_model, Grid, _keywords, _signals) = (model, grid, new KeywordJudge(grid), SignalList.Shipped);
        _inModel = [.. grid.Topics.Select(topic => model.Topics.ToList().IndexOf(topic.Code))];
        if (_inModel.All(place => place < 0))
        {
            throw new ArgumentException(
                $"The model {model.Version} knows none of the topics of the grid {grid.Name}.", nameof(grid));
        }
    }

    /// <summary>The topics.</summary>
    public TopicGrid Grid { get; }

    /// <inheritdoc/>
    public string ModelVersion => $"{_model.Version}, grille {Grid.Version}, {PersonalDataMasker.Version}, {Version}";

    /// <inheritdoc/>
    public MaskedText Mask(string text) => PersonalDataMasker.Mask(text);

    /// <inheritdoc/>
    public IReadOnlyList<CommentAnalysis> Analyse(IReadOnlyList<(string MaskedText, Box Box)> comments)
    {
        var answers = _model.Read([.. comments.Select(comment => new ModelQuestion(comment.MaskedText, comment.Box))]);
        return [.. answers.Select((answer, i) => Judge(comments[i].MaskedText, comments[i].Box, answer))];
    }

    /// <summary>The tone of each clause of a masked comment, read on its own.</summary>
    /// <param name="maskedText">The comment.</param>
    /// <param name="box">The box it was written in.</param>
    public IReadOnlyList<ClauseTone> Clauses(string maskedText, Box box)
    {
        var clauses = Comments.Clauses.Of(maskedText);
        var answers = _model.Read([.. clauses.Select(clause => new ModelQuestion(maskedText[clause.Start..clause.End], box))]);
        return [.. clauses.Select((clause, i) => new ClauseTone(clause.Start, clause.End, Best(answers[i].Tone), answers[i].Tone))];
    }

    /// <summary>Why a masked comment is « à relire »; none when it is not.</summary>
    /// <param name="maskedText">The comment.</param>
    /// <param name="box">The box it was written in.</param>
    public IReadOnlyList<ReadingReason> WhyRead(string maskedText, Box box)
    {
        var words = WordScanner.Scan(maskedText);
        if (words.Count == 0)
            return [];
        var answer = _model.Read([new ModelQuestion(maskedText, box)])[0];
        return [.. Reasons(box, answer, Best(answer.Tone), _keywords.Judge(maskedText, words))];
    }

    private CommentAnalysis Judge(string text, Box box, ModelAnswer answer)
    {
        var words = WordScanner.Scan(text);
        if (words.Count == 0)
            return new CommentAnalysis(Tone.None, [0, 0, 0, 1], [], false, 0, [], false);

        var hits = _keywords.Judge(text, words);
        var tone = Best(answer.Tone);
        var topics = Topics(text, box, tone, answer, hits);
        var (isAlert, reasons) = Alert(text, words, answer);
        return new CommentAnalysis(
            tone, answer.Tone, topics, isAlert, answer.Gravity, reasons, Reasons(box, answer, tone, hits).Any());
    }

    private List<TopicMention> Topics(string text, Box box, Tone tone, ModelAnswer answer, List<KeywordHit> hits)
    {
        var topics = new List<TopicMention>();
        for (var topic = 0; topic < Grid.Topics.Count; topic++)
        {
            if (_inModel[topic] < 0)
            {
                topics.AddRange(hits.Where(hit => hit.Topic == topic).Select(hit => new TopicMention(
                    Grid.Topics[topic].Code, Sign(hit, box) >= 0, 0.5, hit.Start, hit.End)));
                continue;
            }

            foreach (var (side, isPraise) in Sides(answer, _inModel[topic], tone))
            {
                var (start, end) = WholeWords(text, answer.Words.For(_inModel[topic], side));
                // Counted on the side of the whole comment, it is right when the topic is there and the tone is right.
                var confidence = answer.Topics[(_inModel[topic] * 2) + (side ? 0 : 1)] * (side == isPraise ? 1 : answer.Tone[(int)tone]);
                topics.Add(new TopicMention(Grid.Topics[topic].Code, isPraise, confidence, start, end));
            }
        }

        return topics;
    }

    // The sides of a topic that the model finds, and on which each is counted. Comments are labelled so that only a mixed one praises
    // and blames, the same thing or two: in a comment that is surely of one tone, what is spoken of is on its side; in one that is
    // not mixed, the side of the comment, or else the surer side, stands of the two that are found.
    private IEnumerable<(bool Side, bool IsPraise)> Sides(ModelAnswer answer, int topic, Tone tone)
    {
        var (praise, blame) = (answer.Topics[topic * 2], answer.Topics[(topic * 2) + 1]);
        var (isPraised, isBlamed) = (praise >= _model.TopicThresholds[topic * 2], blame >= _model.TopicThresholds[(topic * 2) + 1]);
        var isSure = tone is Tone.Positive or Tone.Negative && answer.Tone[(int)tone] >= SureTone;
        if (isPraised && isBlamed && tone != Tone.Mixed)
        {
            isPraised = isSure ? tone == Tone.Positive : praise >= blame;
            isBlamed = !isPraised;
        }

        if (isPraised)
            yield return (true, !isSure || tone == Tone.Positive);
        if (isBlamed)
            yield return (false, isSure && tone == Tone.Positive);
    }

    private (bool IsAlert, IReadOnlyList<AlertReason> Reasons) Alert(string text, List<Word> words, ModelAnswer answer)
    {
        var found = _signals.Find(words);
        var isByModel = answer.Gravity >= _model.GravityThreshold;
        if (!isByModel && (found.Count == 0 || answer.Gravity < _model.GravityThreshold * WordShare))
            return (false, []);
        return found.Count > 0
            ? (true, [.. found.Select(one => new AlertReason(one.Signal.Code, one.Start, one.End))])
            : (true, [new AlertReason("modele", 0, text.Length)]);
    }

    private IEnumerable<ReadingReason> Reasons(Box box, ModelAnswer answer, Tone tone, List<KeywordHit> hits)
    {
        if (answer.Tone.Max() < SureTone)
            yield return new ReadingReason(ReadingReasonKind.UnsureTone, null);
        if ((box == Box.Positive && tone == Tone.Negative) || (box == Box.Negative && tone == Tone.Positive))
            yield return new ReadingReason(ReadingReasonKind.BoxContradicts, null);
        foreach (var hit in hits)
        {
            var place = _inModel[hit.Topic];
            var sign = Sign(hit, box);
            if (place < 0 || sign == 0)
                continue;
            // The key words say yes, the model says nearly yes.
            var k = place * 2 + (sign > 0 ? 0 : 1);
            var other = answer.Topics[place * 2 + (sign > 0 ? 1 : 0)];
            if (answer.Topics[k] < _model.TopicThresholds[k] && answer.Topics[k] >= _model.TopicThresholds[k] - NearThreshold
                && other < answer.Topics[k])
            {
                yield return new ReadingReason(ReadingReasonKind.JudgesDisagree, Grid.Topics[hit.Topic].Code);
            }
        }
    }

    // The model works on pieces of words; people read words.
    private static (int Start, int End) WholeWords(string text, (int Start, int End) pieces)
    {
        var (start, end) = pieces;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]) && (start >= text.Length || char.IsLetterOrDigit(text[start])))
            start--;
        while (end < text.Length && end > 0 && char.IsLetterOrDigit(text[end - 1]) && char.IsLetterOrDigit(text[end]))
            end++;
        while (start < end - 1 && !char.IsLetterOrDigit(text[start]) && text[start] != '[')
            start++;
        while (end > start + 1 && !char.IsLetterOrDigit(text[end - 1]) && text[end - 1] != ']')
            end--;
        return (start, end);
    }

    // Words that do not say lend the box its sign.
    private static int Sign(KeywordHit hit, Box box) =>
        hit.Sign != 0 ? hit.Sign : box == Box.Positive ? 1 : box == Box.Negative ? -1 : 0;

    private static Tone Best(double[] probabilities) => (Tone)Array.IndexOf(probabilities, probabilities.Max());
}
