using Evaluation.Workflows.Timestamps;
using HasToolkit.Tests.Fuzzing;

namespace Evaluation.Workflows.Tests.Fuzzing;

/// <summary>What the reader of time stamps promises, on a token that another program made.</summary>
internal static class TimestampParsers
{
    /// <summary>The digest that <see cref="Reply"/> is for.</summary>
    public static readonly byte[] Digest = "{\n  \"writtenAt\": \"2026-11-30T02:00:00+00:00\",\n  \"heads\": {}\n}\n"u8.ToArray();

    /// <summary>
    /// An answer of « openssl ts -reply » (OpenSSL 3.0.19) for these tests: P-256, SHA-256, 30 November 2026 at 03:39:35 UTC, serial number 2,
    /// accuracy of 1.5 s.
    /// </summary>
    public static readonly byte[] Reply = Convert.FromBase64String(
        """
        MIIEEjADAgEAMIIECQYJKoZIhvcNAQcCoIID+jCCA/YCAQMxDzANBglghkgBZQMEAgEFADCBrQYLKoZIhvcNAQkQAQSggZ0EgZowgZcCAQEGBCoDBAEwMTAN
        BglghkgBZQMEAgEFAAQgVrYBDeGHNHiGMyjdzkVVFuj5L2gxxxVj2zACulp9jZ8CAQIYDzIwMjYxMTMwMDMzOTM1WjAHAgEBgAIB9AIJAK091LUestQloDGk
        LzAtMQ4wDAYDVQQKDAVFc3NhaTEbMBkGA1UEAwwSSG9yb2RhdGFnZSBkIGVzc2FpoIIB1TCCAdEwggF2oAMCAQICFCYk7JWUaobNsBEl46daQQvXpnAMMAoG
        CCqGSM49BAMCMCkxDjAMBgNVBAoMBUVzc2FpMRcwFQYDVQQDDA5SYWNpbmUgZCBlc3NhaTAeFw0yNjExMzAwMzM5MzVaFw0zNjExMjcwMzM5MzVaMC0xDjAM
        BgNVBAoMBUVzc2FpMRswGQYDVQQDDBJIb3JvZGF0YWdlIGQgZXNzYWkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATRSAjD1mGS6Fq/uh183KAZEtvud84e
        yvfQ9BNQdCtKqie5XD1n4SR/eOXMhYApc3M6GrmzAb6LdS62dsRvFfUco3gwdjAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDAWBgNVHSUBAf8EDDAK
        BggrBgEFBQcDCDAdBgNVHQ4EFgQUAEER1Qr+yjEO8swR6waM2O0QDc8wHwYDVR0jBBgwFoAUabmUvM1aYTndpX8kN1iDPzUjao4wCgYIKoZIzj0EAwIDSQAw
        RgIhAOBKzmM1t2EmeUdfg+9PVOASNCdcV3DAttLqvyMnK/hwAiEAomxVgD2TRi4qm2INeg68xgtZIqzfd8Z2v5+XAFT3+/oxggFVMIIBUQIBATBBMCkxDjAM
        BgNVBAoMBUVzc2FpMRcwFQYDVQQDDA5SYWNpbmUgZCBlc3NhaQIUJiTslZRqhs2wESXjp1pBC9emcAwwDQYJYIZIAWUDBAIBBQCggaQwGgYJKoZIhvcNAQkD
        MQ0GCyqGSIb3DQEJEAEEMBwGCSqGSIb3DQEJBTEPFw0yNjExMzAwMzM5MzVaMC8GCSqGSIb3DQEJBDEiBCActtO90QXYsqELRtdX7M+D3qvYm9aTdptYCrpx
        Rok8ljA3BgsqhkiG9w0BCRACLzEoMCYwJDAiBCDYQtyMm8iqpm1iIcyVEBZNWQ1SFHqMMrei35qaatjMejAKBggqhkjOPQQDAgRHMEUCIF0pJthpk1n6eW8c
        eRaqBsZn6jSVLuRAciCExx7c9QylAiEAyDKhzs3XPIePVFVxyTQye/d/jlUNIQNB9g9cuhvtmbo=
        """);

    /// <summary>The root of that authority, which was made for these tests and is gone.</summary>
    public const string Root =
        """
        -----BEGIN CERTIFICATE-----
        MIIBljCCATygAwIBAgIUeXtYckIPuSNo+4wjSDhp9OS7tpgwCgYIKoZIzj0EAwIw
        KTEOMAwGA1UECgwFRXNzYWkxFzAVBgNVBAMMDlJhY2luZSBkIGVzc2FpMB4XDTI2
        MTEzMDAzMzkzNVoXDTQ2MTEyNTAzMzkzNVowKTEOMAwGA1UECgwFRXNzYWkxFzAV
        BgNVBAMMDlJhY2luZSBkIGVzc2FpMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
        wV94kfDpnM6GQVYl7Ri/ZadAAeMTNvQKyBwJRMiolRGXUe0sAFUZA2Tctx0R1pnf
        7hL2/iqUAxH4bA9/JDD136NCMEAwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8E
        BAMCAQYwHQYDVR0OBBYEFGm5lLzNWmE53aV/JDdYgz81I2qOMAoGCCqGSM49BAMC
        A0gAMEUCIQDAk9igzYfRMxVD9w93fEtU0EE9QRJB9PSsSJKJ224SbgIgXpbE+vz1
        gtMDYKDUW3iwF2ygIIWyzcIpssJXouZpiXI=
        -----END CERTIFICATE-----
        """;

    /// <summary>Whatever the bytes, a problem in French; or the statement of the authority, whole.</summary>
    public static ParserContract Contract { get; } = new("timestamp", [Reply], Read) { InShort = 300 };

    private static void Read(byte[] reply)
    {
        switch (TimestampCheck.Check(reply, Digest, trust: null))
        {
            case TimestampVerdict.Sound(var statement):
                ContractBrokenException.Unless(
                    statement is { SerialNumber: "02", Authority: "Horodatage d essai" } && statement.At == new DateTimeOffset(2026, 11, 30, 3, 39, 35, TimeSpan.Zero),
                    $"a token says only what its authority signed: {statement}");
                break;
            case TimestampVerdict.Faulty(var problem):
                throw new InvalidDataException(problem);
        }
    }
}
