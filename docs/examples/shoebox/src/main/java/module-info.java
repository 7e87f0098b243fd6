/** Stores objects in one flat directory. */
module org.example.shoebox {
  requires io.keepsake.core;

  provides io.keepsake.core.spi.storage.ObjectStoreProvider with
      org.example.shoebox.ShoeboxStoreProvider;
}
