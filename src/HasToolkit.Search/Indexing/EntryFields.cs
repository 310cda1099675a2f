using System.Globalization;
using HasToolkit.Search.Entries;
using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace HasToolkit.Search.Indexing;

/// <summary>How an entry lies in the index. A change here is another layout: older indexes are built again.</summary>
internal static class EntryFields
{
    public const string Layout = "2";

    public const string Key = "key";
    public const string Order = "order";
    public const string Owner = "owner";
    public const string Mark = "mark";
    public const string Group = "group";
    public const string Scope = "scope";
    public const string Subject = "subject";
    public const string Title = "title";
    public const string Text = "text";
    public const string French = ".fr";
    public const string English = ".en";
    public const string Whole = ".mot";

    private const string Address = "address";
    private const string Kind = "kind";
    private const string Context = "context";
    private const string Language = "language";

    public static Document Document(string owner, Entry entry)
    {
        var stem = StemOf(entry.Language);
        return
        [
            new StringField(Key, entry.Key, Field.Store.YES),
            new SortedDocValuesField(Order, new BytesRef(entry.Key)),
            new StringField(Owner, owner, Field.Store.NO),
            new StringField(Group, entry.Group.ToString(), Field.Store.NO),
            new StringField(Scope, entry.Scope, Field.Store.NO),
            new StringField(Subject, entry.Subject, Field.Store.NO),
            new StoredField(Title, entry.Title),
            new StoredField(Text, entry.Text),
            new StoredField(Address, entry.Address),
            new StoredField(Kind, entry.Kind),
            new StoredField(Context, entry.Context),
            new StoredField(Language, entry.Language.ToString()),
            new TextField(Title + stem, entry.Title, Field.Store.NO),
            new TextField(Title + Whole, $"{entry.Title}\n{entry.Context}", Field.Store.NO),
            new TextField(Text + stem, entry.Text, Field.Store.NO),
            new TextField(Text + Whole, entry.Text, Field.Store.NO),
        ];
    }

    /// <summary>What tells the state of an owner; it has no scope, so that nobody finds it.</summary>
    public static Document MarkOf(OwnerMark mark) =>
    [
        new StringField(Key, KeyOfMark(mark.Owner), Field.Store.YES),
        new StringField(Owner, mark.Owner, Field.Store.YES),
        new StringField(Mark, mark.Mark, Field.Store.YES),
    ];

    public static string KeyOfMark(string owner) => "mark:" + owner;

    public static Entry Read(Document stored) => new(
        ValueOf(stored, Key), EntryGroup.Dossiers, "", "", ValueOf(stored, Title), ValueOf(stored, Text), ValueOf(stored, Address),
        ValueOf(stored, Kind), ValueOf(stored, Context), Enum.Parse<EntryLanguage>(ValueOf(stored, Language)));

    public static string ValueOf(Document stored, string field) => stored.Get(field, CultureInfo.InvariantCulture);

    public static string StemOf(EntryLanguage language) => language == EntryLanguage.English ? English : French;
}
