namespace LitReview.Screening;

/// <summary>A model that turns texts into vectors, so that texts of like meaning lie near each other, whatever their words or language.</summary>
public interface IEmbeddingModel
{
    /// <summary>Which model it is.</summary>
    SecondModel Identity { get; }

    /// <summary>How many numbers a vector has.</summary>
    int Dimensions { get; }

    /// <summary>The vectors of texts, in their order, each of length 1; a text without words gives one of zeros.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default);
}

/// <summary>Which embedding model votes beside the words, as a protocol and the journal name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">The digest of its description, which holds those of its files, in hexadecimal.</param>
public sealed record SecondModel(string Name, string Version, string Sha256)
{
    /// <summary>« minilm 1.0 (ab12cd34ef56) ».</summary>
    public override string ToString() => $"{Name} {Version} ({Sha256[..Math.Min(12, Sha256.Length)]})";
}
