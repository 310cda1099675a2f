using Verbatims.Nlp.Analysis;

namespace Verbatims.Nlp.Quality;

/// <summary>A comment with the labels that a person gave. Null: the person was not asked.</summary>
/// <param name="Text">The comment as it was written.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Tone">Its tone.</param>
/// <param name="Topics">Its topics, with their polarity (HUM+, ATT-) or without (HUM).</param>
/// <param name="IsAlert">Whether a person must read it first.</param>
public sealed record LabelledComment(string Text, Box Box, Tone? Tone, IReadOnlyList<string>? Topics, bool? IsAlert);

/// <summary>How well one topic is found, whatever its polarity.</summary>
/// <param name="Code">The topic.</param>
/// <param name="Support">How many comments bear it.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 when neither is defined.</param>
public sealed record TopicQuality(string Code, int Support, Interval F1)
{
    /// <summary>How well its praise is found; null when the labels have no polarity.</summary>
    public SideQuality? Praised { get; init; }

    /// <summary>How well its blame is found; null when the labels have no polarity.</summary>
    public SideQuality? Blamed { get; init; }
}

/// <summary>How well one side of a topic is found.</summary>
/// <param name="Support">How many comments bear it.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 when neither is defined.</param>
public sealed record SideQuality(int Support, Interval F1);

/// <summary>How well comments were read, against labels.</summary>
/// <param name="Measures">Each measure by its name, in order; without those whose labels nobody gave.</param>
/// <param name="Topics">Each topic of the grid.</param>
public sealed record QualityReport(IReadOnlyList<KeyValuePair<string, Interval>> Measures, IReadOnlyList<TopicQuality> Topics)
{
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
        var (hasTone, hasTopics, hasAlert) = (
            gold.Any(label => label.Tone is not null), gold.Any(label => label.Topics is not null),
            gold.Any(label => label.IsAlert is not null));
        var hasSigns = Array.Exists(rows, row => row.GoldSigned.Contains(true));
        var measures = new List<(string Name, Func<Row[], double> Of)>();
        if (hasTone)
        {
            measures.AddRange(
            [
                ("tone_polar_accuracy", PolarAccuracy),
                ("tone_accuracy", part => Share(part.Count(row => row.Gold.Tone == row.Found.Tone), part.Count(row => row.Gold.Tone is not null))),
                ("tone_macro_f1", ToneMacroF1),
                ("tone_calibration_error", part => Calibration.Error(part.Where(row => row.Gold.Tone is not null).Select(row => (
                    row.Found.ToneProbabilities[(int)row.Found.Tone], row.Gold.Tone == row.Found.Tone)))),
            ]);
        }

        if (hasTopics)
        {
            measures.AddRange(
            [
                ("topic_micro_f1", part => MicroF1(part.Where(HasTopics).Select(row => (row.GoldTopics, row.FoundTopics)))),
                ("topic_macro_f1", part => TopicMacroF1(part, codes.Count)),
            ]);
        }

        if (hasSigns)
        {
            measures.Add(("topic_polarity_micro_f1", part => MicroF1(part.Where(HasTopics).Select(row => (row.GoldSigned, row.FoundSigned)))));
            measures.Add(("topic_calibration_error", part => Calibration.Error(part.Where(HasTopics).SelectMany(row => row.Found.Topics.Select(
                topic => (topic.Confidence, row.Gold.Topics!.Contains(topic.Code + (topic.IsPraise ? '+' : '-'))))))));
        }

        if (hasAlert)
        {
            measures.Add(("alert_recall", AlertRecall));
            measures.Add(("alert_share", part => Share(part.Count(row => row.Found.IsAlert), part.Length)));
        }

        measures.Add(("reading_share", part => Share(part.Count(row => row.Found.NeedsReading), part.Length)));
        if (hasTone)
            measures.Add(("reading_error_share", ReadingErrorShare));
        if (hasSigns)
            measures.Add(("reading_topic_error_share", ReadingTopicErrorShare));

        var topics = hasTopics ? codes.Count : 0;
        var intervals = Interval.Of(rows, part =>
        [
            .. measures.Select(measure => measure.Of(part)), .. Enumerable.Range(0, topics).Select(k => F1(part, k)),
            .. Enumerable.Range(0, hasSigns ? 2 * topics : 0).Select(k => SideF1(part, k)),
        ]);
        return new QualityReport(
            [.. measures.Select((measure, k) => KeyValuePair.Create(measure.Name, intervals[k]))],
            [.. codes.Take(topics).Select((code, k) => new TopicQuality(
                code, rows.Count(row => row.GoldTopics[k]), intervals[measures.Count + k])
            {
                Praised = Side(2 * k),
                Blamed = Side((2 * k) + 1),
            })]);

        SideQuality? Side(int k) =>
            hasSigns ? new SideQuality(rows.Count(row => row.GoldSigned[k]), intervals[measures.Count + topics + k]) : null;
    }

    private static double PolarAccuracy(Row[] rows)
    {
        var polar = rows.Count(row => row.IsPolar);
        return Share(polar - rows.Count(row => row.IsPolar && !row.HasRightPole), polar);
    }

    private static double ReadingErrorShare(Row[] rows) => Share(
        rows.Count(row => row.IsPolar && !row.HasRightPole && row.Found.NeedsReading),
        rows.Count(row => row.IsPolar && !row.HasRightPole));

    // A topic that is missed, too much, or on the wrong side.
    private static double ReadingTopicErrorShare(Row[] rows)
    {
        var errors = rows.Where(HasTopics).Select(row => (
            row.Found.NeedsReading, Count: row.GoldSigned.Zip(row.FoundSigned).Count(pair => pair.First != pair.Second))).ToList();
        return Share(errors.Where(one => one.NeedsReading).Sum(one => one.Count), errors.Sum(one => one.Count));
    }

    private static bool HasTopics(Row row) => row.Gold.Topics is not null;

    private static double AlertRecall(Row[] rows) => Share(
        rows.Count(row => row.Gold.IsAlert == true && row.Found.IsAlert), rows.Count(row => row.Gold.IsAlert == true));

    private static double TopicMacroF1(Row[] rows, int topics)
    {
        var enough = Enumerable.Range(0, topics).Where(k => rows.Count(row => row.GoldTopics[k]) >= LeastSupport).ToList();
        return enough.Count == 0 ? 0 : enough.Average(k => F1(rows, k));
    }

    private static double ToneMacroF1(Row[] rows)
    {
        var present = Enum.GetValues<Tone>().Where(tone => rows.Any(row => row.Gold.Tone == tone)).ToList();
        return present.Count == 0 ? 0 : present.Average(tone => F1(
            rows.Count(row => row.Gold.Tone == tone && row.Found.Tone == tone),
            rows.Count(row => row.Gold.Tone == tone), rows.Count(row => row.Gold.Tone is not null && row.Found.Tone == tone)));
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
        rows.Count(row => row.GoldTopics[topic]), rows.Count(row => HasTopics(row) && row.FoundTopics[topic]));

    private static double SideF1(Row[] rows, int side) => F1(
        rows.Count(row => row.GoldSigned[side] && row.FoundSigned[side]),
        rows.Count(row => row.GoldSigned[side]), rows.Count(row => HasTopics(row) && row.FoundSigned[side]));

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
                GoldSigned[2 * k] = gold.Topics?.Contains(codes[k] + "+") == true;
                GoldSigned[2 * k + 1] = gold.Topics?.Contains(codes[k] + "-") == true;
                FoundSigned[2 * k] = found.Topics.Any(topic => topic.Code == codes[k] && topic.IsPraise);
                FoundSigned[2 * k + 1] = found.Topics.Any(topic => topic.Code == codes[k] && !topic.IsPraise);
                GoldTopics[k] = GoldSigned[2 * k] || GoldSigned[2 * k + 1] || gold.Topics?.Contains(codes[k]) == true;
                FoundTopics[k] = FoundSigned[2 * k] || FoundSigned[2 * k + 1];
            }
        }

        public LabelledComment Gold { get; }

        public CommentAnalysis Found { get; }

        public bool[] GoldTopics { get; }

        public bool[] FoundTopics { get; }

        public bool[] GoldSigned { get; }

        public bool[] FoundSigned { get; }

        public bool IsPolar => Gold.Tone is Tone.Positive or Tone.Negative;

        // Between the two poles only: a mixed answer leans to the more probable pole.
        public bool HasRightPole =>
            Found.ToneProbabilities[(int)Tone.Positive] >= Found.ToneProbabilities[(int)Tone.Negative] == (Gold.Tone == Tone.Positive);
    }
}
