using Verbatims.Nlp.Analysis;

namespace Verbatims.Nlp.Quality;

/// <summary>A comment with the labels that a person gave.</summary>
/// <param name="Text">The comment as it was written.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Tone">Its tone.</param>
/// <param name="Topics">Its topics with their polarity, such as HUM+ and ATT-.</param>
/// <param name="IsAlert">Whether a person must read it first.</param>
public sealed record LabelledComment(string Text, Box Box, Tone Tone, IReadOnlyList<string> Topics, bool IsAlert);

/// <summary>A measure with its 95 % interval.</summary>
/// <param name="Value">The measure, in [0, 1].</param>
/// <param name="Low">Lower end: the 2.5 % quantile of the resamples.</param>
/// <param name="High">Upper end: the 97.5 % quantile.</param>
public sealed record Interval(double Value, double Low, double High);

/// <summary>How well one topic is found, whatever its polarity.</summary>
/// <param name="Code">The topic.</param>
/// <param name="Support">How many comments bear it.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 when neither is defined.</param>
public sealed record TopicQuality(string Code, int Support, double F1);

/// <summary>How well comments were read, against labels.</summary>
/// <param name="Measures">Each measure by its name, in order.</param>
/// <param name="Topics">Each topic of the grid.</param>
public sealed record QualityReport(IReadOnlyList<KeyValuePair<string, Interval>> Measures, IReadOnlyList<TopicQuality> Topics)
{
    private const int Resamples = 400;
    private const int Seed = 20261126;

    // With fewer, one comment decides: the mean over topics leaves them out.
    private const int LeastSupport = 5;

    /// <summary>Compares.</summary>
    /// <param name="gold">What people said.</param>
    /// <param name="found">What the judges said of the same comments, in the same order.</param>
    /// <param name="codes">The topics of the grid.</param>
    /// <exception cref="ArgumentException">The two lists differ in length, or are empty.</exception>
    public static QualityReport Of(
        IReadOnlyList<LabelledComment> gold, IReadOnlyList<CommentAnalysis> found, IReadOnlyList<string> codes)
    {
        if (gold.Count != found.Count || gold.Count == 0)
            throw new ArgumentException($"{gold.Count} labels stand against {found.Count} answers.", nameof(found));

        var rows = gold.Select((label, i) => new Row(label, found[i], codes)).ToArray();
        var measured = Measure(rows, codes.Count);
        var random = new Random(Seed);
        var resampled = new List<(string Name, double Value)[]>();
        var sample = new Row[rows.Length];
        for (var round = 0; round < Resamples; round++)
        {
            for (var i = 0; i < sample.Length; i++)
                sample[i] = rows[random.Next(rows.Length)];
            resampled.Add(Measure(sample, codes.Count));
        }

        var measures = measured.Select((measure, k) =>
        {
            var values = resampled.Select(round => round[k].Value).Order().ToList();
            return KeyValuePair.Create(
                measure.Name, new Interval(measure.Value, values[(int)(0.025 * Resamples)], values[(int)(0.975 * Resamples) - 1]));
        }).ToList();
        return new QualityReport(
            measures, [.. codes.Select((code, k) => new TopicQuality(code, rows.Count(row => row.GoldTopics[k]), F1(rows, k)))]);
    }

    private static (string Name, double Value)[] Measure(Row[] rows, int topics)
    {
        var polar = rows.Where(row => row.Gold.Tone is Tone.Positive or Tone.Negative).ToList();
        var wrong = polar.Where(row => !row.HasRightPole).ToList();
        var alerts = rows.Where(row => row.Gold.IsAlert).ToList();
        var enough = Enumerable.Range(0, topics).Where(k => rows.Count(row => row.GoldTopics[k]) >= LeastSupport).ToList();
        return
        [
            ("tone_polar_accuracy", Share(polar.Count - wrong.Count, polar.Count)),
            ("tone_accuracy", Share(rows.Count(row => row.Gold.Tone == row.Found.Tone), rows.Length)),
            ("tone_macro_f1", ToneMacroF1(rows)),
            ("topic_micro_f1", MicroF1(rows.Select(row => (row.GoldTopics, row.FoundTopics)))),
            ("topic_macro_f1", enough.Count == 0 ? 0 : enough.Average(k => F1(rows, k))),
            ("topic_polarity_micro_f1", MicroF1(rows.Select(row => (row.GoldSigned, row.FoundSigned)))),
            ("alert_recall", Share(alerts.Count(row => row.Found.IsAlert), alerts.Count)),
            ("alert_share", Share(rows.Count(row => row.Found.IsAlert), rows.Length)),
            ("reading_share", Share(rows.Count(row => row.Found.NeedsReading), rows.Length)),
            ("reading_error_share", Share(wrong.Count(row => row.Found.NeedsReading), wrong.Count)),
        ];
    }

    private static double ToneMacroF1(Row[] rows)
    {
        var present = Enum.GetValues<Tone>().Where(tone => rows.Any(row => row.Gold.Tone == tone)).ToList();
        return present.Average(tone => F1(
            rows.Count(row => row.Gold.Tone == tone && row.Found.Tone == tone),
            rows.Count(row => row.Gold.Tone == tone), rows.Count(row => row.Found.Tone == tone)));
    }

    private static double MicroF1(IEnumerable<(bool[] Gold, bool[] Found)> rows)
    {
        var (hits, gold, found) = (0, 0, 0);
        foreach (var row in rows)
        {
            for (var k = 0; k < row.Gold.Length; k++)
            {
                gold += row.Gold[k] ? 1 : 0;
                found += row.Found[k] ? 1 : 0;
                hits += row.Gold[k] && row.Found[k] ? 1 : 0;
            }
        }

        return F1(hits, gold, found);
    }

    private static double F1(Row[] rows, int topic) => F1(
        rows.Count(row => row.GoldTopics[topic] && row.FoundTopics[topic]),
        rows.Count(row => row.GoldTopics[topic]), rows.Count(row => row.FoundTopics[topic]));

    private static double F1(int hits, int gold, int found) => gold + found == 0 ? 0 : 2.0 * hits / (gold + found);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private sealed class Row
    {
        public Row(LabelledComment gold, CommentAnalysis found, IReadOnlyList<string> codes)
        {
            (Gold, Found) = (gold, found);
            (GoldTopics, FoundTopics) = (new bool[codes.Count], new bool[codes.Count]);
            (GoldSigned, FoundSigned) = (new bool[2 * codes.Count], new bool[2 * codes.Count]);
            for (var k = 0; k < codes.Count; k++)
            {
                GoldSigned[2 * k] = gold.Topics.Contains(codes[k] + "+");
                GoldSigned[2 * k + 1] = gold.Topics.Contains(codes[k] + "-");
                FoundSigned[2 * k] = found.Topics.Any(topic => topic.Code == codes[k] && topic.IsPraise);
                FoundSigned[2 * k + 1] = found.Topics.Any(topic => topic.Code == codes[k] && !topic.IsPraise);
                GoldTopics[k] = GoldSigned[2 * k] || GoldSigned[2 * k + 1];
                FoundTopics[k] = FoundSigned[2 * k] || FoundSigned[2 * k + 1];
            }
        }

        public LabelledComment Gold { get; }

        public CommentAnalysis Found { get; }

        public bool[] GoldTopics { get; }

        public bool[] FoundTopics { get; }

        public bool[] GoldSigned { get; }

        public bool[] FoundSigned { get; }

        // Between the two poles only: a mixed answer leans to the more probable pole.
        public bool HasRightPole =>
            Found.ToneProbabilities[(int)Tone.Positive] >= Found.ToneProbabilities[(int)Tone.Negative] == (Gold.Tone == Tone.Positive);
    }
}
