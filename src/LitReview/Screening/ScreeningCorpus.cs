using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LitReview.Screening.Features;

namespace LitReview.Screening;

/// <summary>Records made ready for one model; it does not change, and several sessions may share it.</summary>
public sealed class ScreeningCorpus
{
    private ScreeningCorpus(
        IReadOnlyList<ScreeningRecord> records, RankingModel model, string? question, IReadOnlyList<PreparedPart> parts,
        IReadOnlyList<int> examples)
    {
        (Count, Model, Question, Parts, Examples) = (records.Count, model, question, parts, examples);
        HasAbstract = [.. records.Select(record => record.HasAbstract)];
        Fingerprint = Digest(records);
    }

    /// <summary>How many records there are; they are numbered from 0.</summary>
    public int Count { get; }

    /// <summary>The model.</summary>
    public RankingModel Model { get; }

    /// <summary>The reviewer’s question; null when there is none or the model does not read it.</summary>
    public string? Question { get; }

    /// <summary>A digest of titles and abstracts (SHA-256, in hexadecimal), by which a log knows its records again.</summary>
    public string Fingerprint { get; }

    /// <summary>The records, from 0, that are known to be relevant before any is read: they teach until somebody decides on them.</summary>
    public IReadOnlyList<int> Examples { get; }

    internal IReadOnlyList<PreparedPart> Parts { get; }

    internal bool[] HasAbstract { get; }

    /// <summary>The row of the question, after the records.</summary>
    internal int QuestionRow => Count;

    /// <summary>Counts and weighs the words of all records.</summary>
    /// <param name="records">The records, in a fixed order.</param>
    /// <param name="model">The model that will rank them.</param>
    /// <param name="question">What the review asks, its criteria included; null or blank when that is not known.</param>
    /// <param name="second">An embedding model that votes beside the words; null for none.</param>
    /// <param name="examples">The records, from 0, that are known to be relevant; null for none.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    public static ScreeningCorpus Prepare(
        IReadOnlyList<ScreeningRecord> records, RankingModel model, string? question = null, IEmbeddingModel? second = null,
        IReadOnlyList<int>? examples = null, CancellationToken cancellationToken = default)
    {
        if (examples?.FirstOrDefault(record => record < 0 || record >= records.Count, -1) is { } wrong and not -1)
            throw new ArgumentOutOfRangeException(nameof(examples), wrong, $"Records are numbered from 0 to {records.Count - 1}.");
        if (second is not null)
            model = model.With(second.Identity);
        var asked = model.ReadsQuestion && !string.IsNullOrWhiteSpace(question) ? question.Trim() : null;
        IReadOnlyList<ScreeningRecord> read = asked is null ? records : [.. records, new ScreeningRecord("", asked)];
        var words = TokenisedRecords.Read(read, cancellationToken);
        var parts = model.Parts.Select(part =>
        {
            var (matrix, names) = part.Features is { } features
                ? Vectoriser.Build(words, features, cancellationToken)
                : DenseVectors.Build(
                    second!.Embed([.. read.Select(record => $"{record.Title}\n{record.Abstract}".Trim())], cancellationToken), second.Dimensions);
            return new PreparedPart(part, matrix, names);
        }).ToList();
        return new ScreeningCorpus(records, model, asked, parts, examples ?? []);
    }

    /// <summary>The digest of titles and abstracts.</summary>
    // The length of each text goes before it, so that no two lists of records read the same.
    internal static string Digest(IReadOnlyList<ScreeningRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var record in records)
        {
            foreach (var text in (ReadOnlySpan<string>)[record.Title, record.Abstract])
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>One part of a model with what it reads.</summary>
internal sealed record PreparedPart(RankingPart Part, SparseMatrix Matrix, TermNames Names);
