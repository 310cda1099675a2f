namespace HasToolkit.Search.Entries;

/// <summary>In which group an entry is shown.</summary>
public enum EntryGroup
{
    /// <summary>A dossier, or something in it: note, document, piece of evidence.</summary>
    Dossiers,

    /// <summary>An opinion that everybody may read.</summary>
    Opinions,

    /// <summary>A question to an expert, a call for contributions.</summary>
    Consultations,

    /// <summary>A comment of a patient, masked.</summary>
    Comments,

    /// <summary>A reference of a review of the literature.</summary>
    References,
}

/// <summary>The language in which a text is reduced to stems.</summary>
public enum EntryLanguage
{
    /// <summary>French.</summary>
    French,

    /// <summary>English.</summary>
    English,
}

/// <summary>Something that can be found, in plain values.</summary>
/// <param name="Key">Its key, unique in the index.</param>
/// <param name="Group">In which group it is shown.</param>
/// <param name="Scope">Who may find it; see <see cref="Reach"/>.</param>
/// <param name="Subject">What a person may be kept from whatever his scopes, such as a dossier; empty when there is none.</param>
/// <param name="Title">The title shown, searched before the text.</param>
/// <param name="Text">The text searched, of which an excerpt is shown.</param>
/// <param name="Address">Where it is read: the path of a page.</param>
/// <param name="Kind">What it is, in French, such as « note ».</param>
/// <param name="Context">What stands under the title: a reference, a file; may be empty.</param>
/// <param name="Language">The language of its text.</param>
public sealed record Entry(
    string Key, EntryGroup Group, string Scope, string Subject, string Title, string Text, string Address, string Kind,
    string Context = "", EntryLanguage Language = EntryLanguage.French);

/// <summary>The entries of one owner, which come and go together, and the state of the store that they were drawn from.</summary>
/// <param name="Owner">The owner, such as a dossier.</param>
/// <param name="Mark">The state, such as the hash of its last event.</param>
public sealed record OwnerMark(string Owner, string Mark);
