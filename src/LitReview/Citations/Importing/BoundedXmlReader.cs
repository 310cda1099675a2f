using System.Xml;

namespace LitReview.Citations.Importing;

/// <summary>Reads XML as another reader does, and stops what is nested or repeated beyond any export.</summary>
/// <remarks>
/// A tree of a million levels exhausts the stack of the program that walks through it, and that cannot be caught: it is refused
/// while it is read.
/// </remarks>
internal sealed class BoundedXmlReader(XmlReader inner, long mostNodes = long.MaxValue) : XmlReader, IXmlLineInfo
{
    /// <summary>How deep elements lie in each other at most; exports stay below 20.</summary>
    public const int Deepest = 100;

    private long _nodes;

    public override bool Read()
    {
        if (!inner.Read())
            return false;
        if (inner.Depth > Deepest)
            throw new XmlException($"les éléments sont emboîtés sur plus de {Deepest} niveaux.");
        return ++_nodes <= mostNodes
            ? true
            : throw new XmlException($"le fichier a plus de {mostNodes:N0} éléments ; coupez-le.");
    }

    public override int AttributeCount => inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override bool CanReadValueChunk => inner.CanReadValueChunk;

    public override int Depth => inner.Depth;

    public override bool EOF => inner.EOF;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public override string LocalName => inner.LocalName;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override ReadState ReadState => inner.ReadState;

    public override string Value => inner.Value;

    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;

    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    public bool HasLineInfo() => (inner as IXmlLineInfo)?.HasLineInfo() ?? false;

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override int ReadValueChunk(char[] buffer, int index, int count) => inner.ReadValueChunk(buffer, index, count);

    public override void ResolveEntity() => inner.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
