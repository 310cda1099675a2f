namespace Verbatims.Nlp.Reading;

/// <summary>What a file may ask for at most, so that a crafted one cannot exhaust the machine.</summary>
internal static class Limits
{
    /// <summary>Bytes of one line of text.</summary>
    public const int Line = 64 << 20;

    /// <summary>Characters of one record over several lines.</summary>
    public const int Record = 16 << 20;

    /// <summary>Lines of one record.</summary>
    public const int RecordLines = 100_000;

    /// <summary>Bytes of an Excel file once unpacked.</summary>
    public const long Workbook = 4L << 30;

    /// <summary>Bytes of the table of texts of an Excel file once unpacked: it is held in memory.</summary>
    public const long SharedTexts = 384L << 20;

    /// <summary>Bytes of one group of rows of a Parquet file once unpacked: it is held in memory.</summary>
    public const long RowGroup = 512L << 20;

    /// <summary>How many times larger a file may become when it is unpacked; text reaches 3 to 20.</summary>
    public const int Ratio = 300;

    /// <summary>Unpacked bytes below which the ratio does not matter.</summary>
    public const long SmallEnough = 64L << 20;

    /// <summary>Columns of a table.</summary>
    public const int Columns = 2_000;

    /// <summary>Rows read before a file is used, to find out what it is.</summary>
    public const int SampleRows = 200;

    /// <summary>Bytes read before a file is used.</summary>
    public const int SampleBytes = 1 << 20;
}
