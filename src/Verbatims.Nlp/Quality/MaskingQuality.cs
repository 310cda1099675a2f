using Verbatims.Nlp.Comments;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Quality;

/// <summary>A comment in which a person marked the personal data.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Text">The comment as it was written.</param>
/// <param name="Entities">What must be masked, in order, without overlap.</param>
public sealed record MarkedComment(string Id, string Text, IReadOnlyList<MaskedSpan> Entities);

/// <summary>How well one kind of personal data is masked.</summary>
/// <param name="Kind">NOM, TEL, MAIL, NUMERO, ADRESSE or DATE.</param>
/// <param name="Recall">The entities of this kind that are wholly masked, out of all of them.</param>
/// <param name="Precision">The masks of this kind that touch an entity, whatever its kind, out of all of them.</param>
public sealed record KindQuality(string Kind, Proportion Recall, Proportion Precision);

/// <summary>A place where masking failed.</summary>
/// <param name="Id">The comment.</param>
/// <param name="Text">Its text.</param>
/// <param name="Place">The entity that stays readable, or the mask that covers none.</param>
public sealed record MaskingFault(string Id, string Text, MaskedSpan Place);

/// <summary>How well masking does, against marks that a person made.</summary>
/// <param name="Comments">How many comments were compared.</param>
/// <param name="Kinds">Each kind of which there is an entity or a mask.</param>
/// <param name="Overall">All kinds together.</param>
/// <param name="WordsMaskedWrongly">The words of no entity that a mask hides, out of all words of no entity.</param>
/// <param name="Missed">The entities that stay readable, in the order of the comments.</param>
/// <param name="Excess">The masks that cover no entity, in the order of the comments.</param>
/// <remarks>
/// An entity is masked when each of its letters and digits is under a mask of any kind: a name of which one letter shows is
/// missed. A mask is false when it covers no character of any entity. Intervals: <see cref="Proportion.Of95"/>.
/// </remarks>
public sealed record MaskingQuality(
    int Comments, IReadOnlyList<KindQuality> Kinds, KindQuality Overall, Proportion WordsMaskedWrongly,
    IReadOnlyList<MaskingFault> Missed, IReadOnlyList<MaskingFault> Excess)
{
    /// <summary>Masks each comment, and compares.</summary>
    /// <param name="marked">What a person marked.</param>
    /// <exception cref="ArgumentException">There is no comment.</exception>
    public static MaskingQuality Of(IReadOnlyList<MarkedComment> marked)
    {
        if (marked.Count == 0)
            throw new ArgumentException("There is no comment to measure masking on: 0 were given.", nameof(marked));

        var masks = marked.AsParallel().AsOrdered()
            .Select(comment => PersonalDataMasker.Mask(comment.Text).Spans).ToList();
        var entities = marked.SelectMany(comment => comment.Entities.Select(span => (comment, span))).ToList();
        var drawn = marked.SelectMany((comment, i) => masks[i].Select(span => (comment, span))).ToList();
        var missed = marked.SelectMany((comment, i) => comment.Entities
            .Where(entity => !IsHidden(comment.Text, entity, masks[i]))
            .Select(entity => new MaskingFault(comment.Id, comment.Text, entity))).ToList();
        var excess = marked.SelectMany((comment, i) => masks[i]
            .Where(mask => !comment.Entities.Any(entity => Overlap(mask, entity)))
            .Select(mask => new MaskingFault(comment.Id, comment.Text, mask))).ToList();
        var (free, hidden) = (0, 0);
        for (var i = 0; i < marked.Count; i++)
        {
            foreach (var word in WordScanner.Scan(marked[i].Text))
            {
                var place = new MaskedSpan(word.Start, word.End, "");
                if (marked[i].Entities.Any(entity => Overlap(place, entity)))
                    continue;
                free++;
                hidden += masks[i].Any(mask => Overlap(place, mask)) ? 1 : 0;
            }
        }

        KindQuality Quality(string kind, Func<string, bool> isOfKind)
        {
            var (all, given) = (entities.Count(e => isOfKind(e.span.Kind)), drawn.Count(m => isOfKind(m.span.Kind)));
            return new KindQuality(
                kind,
                Proportion.Of95(all - missed.Count(fault => isOfKind(fault.Place.Kind)), all),
                Proportion.Of95(given - excess.Count(fault => isOfKind(fault.Place.Kind)), given));
        }

        return new MaskingQuality(
            marked.Count,
            [.. PersonalDataMasker.Kinds.Select(kind => Quality(kind, own => own == kind))
                .Where(quality => quality.Recall.Of + quality.Precision.Of > 0)],
            Quality("", _ => true), Proportion.Of95(hidden, free), missed, excess);
    }

    private static bool Overlap(MaskedSpan a, MaskedSpan b) => a.Start < b.End && b.Start < a.End;

    private static bool IsHidden(string text, MaskedSpan entity, IReadOnlyList<MaskedSpan> masks)
    {
        for (var i = entity.Start; i < entity.End; i++)
        {
            if (char.IsLetterOrDigit(text, i) && !masks.Any(mask => mask.Start <= i && i < mask.End))
                return false;
        }

        return true;
    }
}
