using System.Text;

namespace Verbatims.Nlp.Masking;

/// <summary>A part of a text that was replaced by a mask.</summary>
/// <param name="Start">First character, from 0, in the original.</param>
/// <param name="End">After the last character, in the original.</param>
/// <param name="Kind">NOM, TEL, MAIL, NUMERO, ADRESSE or DATE.</param>
public sealed record MaskedSpan(int Start, int End, string Kind);

/// <summary>A text whose personal data are replaced by masks such as [NOM].</summary>
/// <param name="Text">The masked text.</param>
/// <param name="Spans">What was replaced, in order, without overlap; places in the original.</param>
public sealed record MaskedText(string Text, IReadOnlyList<MaskedSpan> Spans)
{
    /// <summary>Replaces the given parts of a text.</summary>
    /// <param name="original">The text.</param>
    /// <param name="spans">In order, without overlap.</param>
    public static MaskedText Of(string original, IReadOnlyList<MaskedSpan> spans)
    {
        if (spans.Count == 0)
            return new MaskedText(original, spans);

        var masked = new StringBuilder(original.Length);
        var at = 0;
        foreach (var span in spans)
        {
            masked.Append(original, at, span.Start - at).Append('[').Append(span.Kind).Append(']');
            at = span.End;
        }

        return new MaskedText(masked.Append(original, at, original.Length - at).ToString(), spans);
    }

    /// <summary>Where a part of the masked text stands in the original; a mask counts whole.</summary>
    /// <param name="start">First character, from 0, in the masked text.</param>
    /// <param name="end">After the last character, in the masked text.</param>
    public (int Start, int End) InOriginal(int start, int end) =>
        (PlaceInOriginal(start, isEnd: false), PlaceInOriginal(end, isEnd: true));

    private int PlaceInOriginal(int place, bool isEnd)
    {
        // How far the original runs ahead of the masked text.
        var ahead = 0;
        foreach (var span in Spans)
        {
            var maskStart = span.Start - ahead;
            var maskEnd = maskStart + span.Kind.Length + 2;
            if (place <= maskStart)
                break;
            if (place < maskEnd)
                return isEnd ? span.End : span.Start;
            ahead = span.End - maskEnd;
        }

        return place + ahead;
    }
}
