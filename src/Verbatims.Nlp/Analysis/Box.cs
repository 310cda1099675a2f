namespace Verbatims.Nlp.Analysis;

/// <summary>The box of the survey in which a comment was written.</summary>
public enum Box
{
    /// <summary>No box, or not known which.</summary>
    Unknown = 0,

    /// <summary>The box for what went well.</summary>
    Positive = 1,

    /// <summary>The box for what should be better.</summary>
    Negative = 2,
}
