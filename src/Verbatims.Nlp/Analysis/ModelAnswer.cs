namespace Verbatims.Nlp.Analysis;

/// <summary>A text as the model is given it.</summary>
/// <param name="Text">The masked text.</param>
/// <param name="Box">The box it was written in.</param>
public readonly record struct ModelQuestion(string Text, Box Box);

/// <summary>What the model says of one text.</summary>
/// <param name="Tone">Four calibrated probabilities in the order P, N, M, R.</param>
/// <param name="Topics">
/// T × 2 calibrated probabilities, row by row: row t is the topic of <see cref="ICommentModel.Topics"/>, first praised, then
/// blamed.
/// </param>
/// <param name="Gravity">Calibrated probability of a signal that a person must read.</param>
/// <param name="Words">Where each piece of the text speaks for a topic.</param>
public sealed record ModelAnswer(double[] Tone, double[] Topics, double Gravity, ITopicWords Words);

/// <summary>Which words of a text speak for a topic.</summary>
public interface ITopicWords
{
    /// <summary>The words that speak most for a topic, in the text that was asked about.</summary>
    /// <param name="topic">Place of the topic in <see cref="ICommentModel.Topics"/>.</param>
    /// <param name="isPraise">True for praised, false for blamed.</param>
    (int Start, int End) For(int topic, bool isPraise);
}

/// <summary>A model that reads comments.</summary>
public interface ICommentModel
{
    /// <summary>Its name and version, such as « verbatims-fr 2026.11.1 ».</summary>
    string Version { get; }

    /// <summary>The codes of its topics, in the order of its answers.</summary>
    IReadOnlyList<string> Topics { get; }

    /// <summary>From which probability a topic is said to be there: T × 2 values, as in <see cref="ModelAnswer.Topics"/>.</summary>
    IReadOnlyList<double> TopicThresholds { get; }

    /// <summary>From which probability a person must read first.</summary>
    double GravityThreshold { get; }

    /// <summary>Reads texts; the answers come in the same order.</summary>
    IReadOnlyList<ModelAnswer> Read(IReadOnlyList<ModelQuestion> texts);
}
