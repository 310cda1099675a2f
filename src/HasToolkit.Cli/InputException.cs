using Evaluation.Workflows.Dossiers;
using LitReview.Reviews;

namespace HasToolkit.Cli;

/// <summary>Something typed cannot be used; the message says what was expected and what to do, in French.</summary>
internal sealed class InputException(string message) : Exception(message);

/// <summary>A file or a place cannot be trusted or used as it is; the message says what to do, in French.</summary>
internal sealed class RefusedFileException(string message) : Exception(message);

/// <summary>A rule said no while something was read or written.</summary>
internal sealed class RefusedException(Refusal reason) : Exception(reason.Message)
{
    public Refusal Reason => reason;
}

/// <summary>A rule of reviews said no.</summary>
internal sealed class ReviewRefusedException(ReviewRefusal reason) : Exception(reason.Message)
{
    public ReviewRefusal Reason => reason;
}
