using System.Collections.Frozen;

namespace LitReview.Assistance;

/// <summary>What may leave for a language model.</summary>
public enum OutgoingPart
{
    /// <summary>The question that a person asks.</summary>
    Question,

    /// <summary>The criteria and reasons of a protocol, and the names of what is extracted.</summary>
    Criteria,

    /// <summary>The title of a record.</summary>
    Title,

    /// <summary>The abstract of a record.</summary>
    Abstract,
}

/// <summary>Which language model helps, and what it may be given. Without an address, none does.</summary>
public sealed record AssistanceOptions
{
    /// <summary>The address of an OpenAI-compatible service: « https://…/v1 »; null for no assistance.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The name of the model there.</summary>
    public string Model { get; init; } = "";

    /// <summary>The key of the service; null when it asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What may leave. Nothing that is not named here does: notes, votes, names of readers and full texts never can.</summary>
    public IReadOnlySet<OutgoingPart> Allowed { get; init; } = Enum.GetValues<OutgoingPart>().ToFrozenSet();

    /// <summary>Masks what people typed before it leaves; records are published texts and leave as they are.</summary>
    public Func<string, string> Mask { get; init; } = typed => typed;

    /// <summary>The address, checked; null for no assistance.</summary>
    /// <exception cref="InvalidDataException">The address or the model cannot be used; the message is French.</exception>
    public Uri? Address()
    {
        if (string.IsNullOrWhiteSpace(Endpoint))
            return null;
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new InvalidDataException(
                $"Assistance : « {Endpoint} » n’est pas une adresse utilisable. Attendu : https://…, ou http:// vers cette machine seule.");
        }

        return string.IsNullOrWhiteSpace(Model)
            ? throw new InvalidDataException("Assistance : une adresse est donnée sans modèle. Indiquez le nom du modèle à cette adresse.")
            : address;
    }
}
