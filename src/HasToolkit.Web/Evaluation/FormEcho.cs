using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Web.Evaluation;

/// <summary>A form that was refused, so that the page shows why and keeps what was typed.</summary>
internal sealed class FormEcho
{
    /// <summary>Which form; null when none was refused.</summary>
    public string? Form { get; private set; }

    /// <summary>Why, in French.</summary>
    public string Message { get; private set; } = "";

    /// <summary>The field at fault; null when it is not one of them.</summary>
    public string? Field { get; private set; }

    private IFormCollection? _typed;

    /// <summary>Keeps a refused form.</summary>
    public void Refuse(string form, string message, IFormCollection typed, string? field = null) =>
        (Form, Message, _typed, Field) = (form, message, typed, field);

    /// <summary>Keeps a form that a rule refused.</summary>
    public void Refuse(string form, Refusal reason, IFormCollection typed) =>
        Refuse(form, reason.Message, typed, (reason as FieldIsWrong)?.Field);

    /// <summary>What was typed in a field of a form, or <paramref name="otherwise"/>.</summary>
    public string Typed(string form, string field, string otherwise = "") =>
        form == Form && _typed is not null && _typed.TryGetValue(field, out var value) ? value.ToString() : otherwise;

    /// <summary>Whether the form is the refused one.</summary>
    public bool Is(string form) => form == Form;
}
